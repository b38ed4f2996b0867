// @ts-check
/** axios 0.26.1 with axios-miniprogram-adapter 0.3.5, over `my.request`, and over `my.httpRequest` where there is no other. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startDevice } from "../device.js";
import { compare } from "../compare.js";
import { bundle, folderOf, openRealm } from "../realm.js";
import { createReport } from "../report.js";

const folder = folderOf(import.meta.url);
const report = createReport("axios 0.26.1 with axios-miniprogram-adapter 0.3.5", "axios-miniprogram-adapter");
const library = bundle(folder, "library", 'export { default as axios } from "axios"; export { default as adapter } from "axios-miniprogram-adapter";', { platform: "browser" });
after(() => report.print());

/** @type {Record<string, import("../compare.js").Call>} */
const good = {
  get: async ({ axios, GOOD }, name) => (await axios.get(GOOD + name)).data.path,
  "with params": async ({ axios, GOOD }, name) => (await axios.get(GOOD + name, { params: { a: "1 2" } })).status,
  post: async ({ axios, GOOD }, name) => {
    const { data, headers } = await axios.post(GOOD + name, { a: 1 }, { headers: { "X-Kind": "a" } });
    return [data.method, data.received, headers["content-type"]];
  },
  "axios' own baseURL": async ({ axios, GOOD }, name) => (await axios.create({ baseURL: GOOD }).get(name)).data.path,
  interceptors: async ({ axios, GOOD }, name) => {
    const one = axios.create();
    one.interceptors.request.use((config) => ({ ...config, url: GOOD + config.url }));
    one.interceptors.response.use(({ data }) => data.path);
    return one.get(name);
  },
  "aborted by a CancelToken": ({ axios, GOOD }, name) => {
    const source = axios.CancelToken.source();
    const sent = axios.get(GOOD + name, { cancelToken: source.token });
    source.cancel("not wanted");
    return sent.then(() => "came", (error) => [axios.isCancel(error), error.message]);
  },
  "aborted later": ({ axios, GOOD }, name) => {
    const source = axios.CancelToken.source();
    const sent = axios.get(GOOD + name, { cancelToken: source.token });
    setTimeout(() => source.cancel("not wanted"), 1);
    return sent.then(() => "came", (error) => axios.isCancel(error));
  },
  "an answer that is no success": ({ axios, GOOD }, name) => axios.get(GOOD + name, { validateStatus: () => false }).then(() => "came", (error) => [error.isAxiosError, error.response.status]),
  "all at once": async ({ axios, GOOD }, name) => (await axios.all([1, 2, 3].map((n) => axios.get(GOOD + name + n)))).map(({ data }) => data.path),
};

/** @type {Record<string, import("../compare.js").Call>} */
const evil = {
  "evil get": ({ axios, EVIL }, name) => axios.get(EVIL + name),
  "evil post": ({ axios, EVIL }, name) => axios.post(EVIL + name, { secret: 1 }),
  "evil baseURL": ({ axios, EVIL }, name) => axios.create({ baseURL: EVIL }).get(name),
  "evil absolute URL over a listed baseURL": ({ axios, GOOD, EVIL }, name) => axios.create({ baseURL: GOOD }).get(EVIL + name),
  "evil defaults": async ({ axios, EVIL }, name) => {
    axios.defaults.baseURL = EVIL;
    try {
      return await axios.get(name);
    } finally {
      axios.defaults.baseURL = undefined;
    }
  },
  "evil interceptor": ({ axios, GOOD, EVIL }, name) => {
    const one = axios.create();
    one.interceptors.request.use((config) => ({ ...config, url: EVIL + name }));
    return one.get(GOOD);
  },
  "evil transformRequestOption": ({ axios, adapter, GOOD, EVIL }, name) => axios.create({ adapter: (config) => adapter(config, { transformRequestOption: (option) => ({ ...option, url: EVIL + name }) }) }).get(GOOD),
  "evil option that changes its mind": ({ axios, adapter, GOOD, EVIL }, name) => {
    let times = 0;
    const transformRequestOption = (option) => Object.defineProperty(option, "url", { enumerable: true, get: () => ((times += 1) === 1 ? GOOD + name : EVIL + name) });
    return axios.create({ adapter: (config) => adapter(config, { transformRequestOption }) }).get(GOOD).then(({ status }) => status);
  },
  "evil option baseURL": ({ axios, adapter, GOOD, EVIL }, name) => axios.create({ adapter: (config) => adapter(config, { transformRequestOption: (option) => ({ ...option, baseURL: EVIL }) }) }).get(GOOD + name).then(({ status }) => status),
  "evil Host": ({ axios, GOOD }, name) => axios.get(GOOD + name, { headers: { Host: "evil.test" } }),
  "evil userinfo": ({ axios }, name) => axios.get("https://api.good.test@evil.test/" + name),
  "evil scheme": ({ axios }, name) => axios.get("http://api.good.test/" + name),
  "evil without a scheme": ({ axios }, name) => axios.get("https:evil.test/" + name),
  "evil config that is a URL of its own": ({ axios, EVIL }, name) => axios({ url: EVIL + name, method: "delete" }),
  "evil adapter of the guest's own": ({ axios, EVIL, my }, name) => axios.create({ adapter: () => new Promise((success, fail) => my.call("httpRequest", { url: EVIL + name }, (told) => (told.error ? fail(told) : success({ data: told, status: 200 })))) }).get(EVIL),
};

/** @param {readonly string[]} missing @param {any} [names] which global the adapter finds */
const open = (missing, names = ({ my }) => ({ my }), host = undefined) => (/** @type {import("../compare.js").Device} */ device, /** @type {boolean} */ isGuarded) => {
  const realm = openRealm(device, { isGuarded, folder, missing, host });
  Object.assign(realm.context, names(realm));
  const { axios, adapter } = realm.evaluate(`${library};library`, "axios.js");
  axios.defaults.adapter = adapter;
  return { ...realm, given: { axios, adapter, my: realm.my } };
};
const sentAsJudged = ["evil option that changes its mind", "evil option baseURL"];
/** axios makes an error of its own of what it is told; ours is its `response`. */
const told = /^fails (Network Error|4 [a-z_]+)$/;

compare({ of: "over my.request", report, good, evil, sentAsJudged, told, open: open([]) });
compare({ of: "over my.httpRequest", report, good, evil, sentAsJudged, told, open: open(["request"]) });
compare({ of: "over dd.httpRequest", report, good, evil, sentAsJudged, told, open: open([], ({ my, dd }) => ({ my, dd }), ({ mpaasHost }, { my, dd, bridge }) => mpaasHost({ my, bridge, aliases: { dd } })) });

test("the error that axios gives the app has the reason", async (t) => {
  const device = await startDevice(t);
  const { given } = open([])(device, true);
  const error = await given.axios.get("https://evil.test/").catch((/** @type {any} */ caught) => caught);
  assert.equal(error.isAxiosError, true);
  assert.equal(error.response.error, 11);
  assert.equal(error.response.permission.code, "host_not_listed");
});
