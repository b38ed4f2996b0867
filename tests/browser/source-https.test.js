// @ts-check
/** Policy delivery over real HTTPS: an authority made for this run, and a server whose certificate is good, then none that may be trusted. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { GOOD, policy } from "../js/guard/native.js";
import { makeKey, signByHand } from "../js/signed/keys.js";

const selfsigned = createRequire(new URL("../../examples/package.json", import.meta.url))("selfsigned");
const DAY = 86_400_000;
const appId = "2018080616290001";
const key = makeKey("2026-11");
const inDays = (/** @type {number} */ days) => new Date(Date.now() + days * DAY);

/** @param {string} name @param {{ key: string, cert: string } | null} ca @param {object} [options] */
async function certificate(name, ca, options = {}) {
  const extensions = ca === null && name === "authority"
    ? [{ name: "basicConstraints", cA: true, critical: true }, { name: "keyUsage", keyCertSign: true, critical: true }]
    : [{ name: "subjectAltName", altNames: [{ type: 2, value: name }] }];
  const made = await selfsigned.generate([{ name: "commonName", value: name }], { keySize: 2048, algorithm: "sha256", extensions, ...(ca === null ? {} : { ca }), ...options });
  return { key: made.private, cert: made.cert };
}

/** @type {import("node:https").Server} */ let server;
/** @type {import("node:child_process").ChildProcess} */ let child;
/** @type {string} */ let folder;
/** @type {Record<string, { key: string, cert: string }>} */ let certificates;
let [published, requests] = ["", 0];

before(async () => {
  const [authority, stranger] = [await certificate("authority", null), await certificate("authority", null)];
  certificates = {
    good: await certificate("localhost", authority),
    "another host's": await certificate("policies.example.com", authority),
    "an expired one": await certificate("localhost", authority, { notBeforeDate: inDays(-30), notAfterDate: inDays(-1) }),
    "one that is not valid yet": await certificate("localhost", authority, { notBeforeDate: inDays(1), notAfterDate: inDays(30) }),
    "one of an authority that nobody trusts": await certificate("localhost", stranger),
    "one that it made itself": await certificate("localhost", null),
  };
  folder = mkdtempSync(join(tmpdir(), "minifence-https-"));
  writeFileSync(join(folder, "authority.pem"), authority.cert);
  server = createServer(certificates.good, (_, response) => {
    requests += 1;
    response.writeHead(200, { "content-type": "application/jose" }).end(published);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  child = fork(fileURLToPath(new URL("source-https-child.js", import.meta.url)), [`https://localhost:${port}/policy`, appId, JSON.stringify(key.publicJwk), GOOD], { execArgv: [], env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, "authority.pem") } });
});
after(() => {
  child.kill();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The state after another look, with the server's certificate as it is now. @param {string} which */
async function look(which) {
  server.setSecureContext(certificates[which]);
  server.closeAllConnections();
  child.send("look");
  const [answer] = await once(child, "message");
  return /** @type {any} */ (answer);
}
const publish = (/** @type {number} */ revision) => { published = signByHand(policy({ revision }), key); };

test("a policy comes over HTTPS from who can prove its name", async () => {
  publish(3);
  assert.deepEqual(await look("good"), { name: "current", revision: 3, error: null, passes: true });
  assert.equal(requests, 1);
});

for (const [which, code] of /** @type {const} */ ([
  ["another host's", "ERR_TLS_CERT_ALTNAME_INVALID"], ["an expired one", "CERT_HAS_EXPIRED"], ["one that is not valid yet", "CERT_NOT_YET_VALID"],
  ["one of an authority that nobody trusts", /^(?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|CERT_SIGNATURE_FAILURE|SELF_SIGNED_CERT_IN_CHAIN)$/], ["one that it made itself", /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)$/],
])) {
  test(`the certificate is ${which}: nothing is asked of that server, the last good policy stays, and its code is told`, async () => {
    publish(9);
    const before_ = requests;
    const { name, revision, error, passes } = await look(which);
    assert.deepEqual([name, revision, error.reason, passes, requests], ["retrying", 3, "network", true, before_]);
    assert.match(error.detail, code instanceof RegExp ? code : new RegExp(`^${code}$`));
  });
}

test("with a good certificate again, what was published meanwhile is in force", async () => {
  assert.deepEqual(await look("good"), { name: "current", revision: 9, error: null, passes: true });
});
