// @ts-check
/** `load()` given a response: whatever media type a server knows, and as a stream where it knows the right one. In Node, whose `Response` and `WebAssembly` are the standard's. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromResponse } from "../../js/load/source.js";
import { Engine, load } from "../../pkg/index.js";

const bytes = readFileSync(new URL("../../pkg/engine.wasm", import.meta.url));
/** @param {string | null} type @param {Uint8Array} [body] */
const response = (type, body = bytes) => new Response(/** @type {any} */ (body), { headers: type === null ? {} : { "content-type": type } });

/** How often the platform compiled a stream meanwhile. @param {() => Promise<unknown>} run */
async function streamed(run) {
  const native = WebAssembly.compileStreaming;
  let count = 0;
  WebAssembly.compileStreaming = (source) => { count += 1; return native(source); };
  try {
    await run();
  } finally {
    WebAssembly.compileStreaming = native;
  }
  return count;
}

for (const [type, streams] of /** @type {const} */ ([["application/wasm", 1], ["application/wasm; charset=utf-8", 0], ["application/octet-stream", 0], [null, 0]])) {
  test(`a response of the type ${type} is compiled ${streams === 1 ? "as a stream" : "whole"}`, async () => {
    const count = await streamed(async () => {
      assert.ok(WebAssembly.Module.exports(await fromResponse(response(type))).some(({ name }) => name === "compile"));
    });
    assert.equal(count, streams);
  });

  test(`what is cut off, of the type ${type}, is refused`, () => assert.rejects(fromResponse(response(type, bytes.subarray(0, 1000))), WebAssembly.CompileError));
}

test("a platform that knows no streams compiles it whole", async () => {
  const native = WebAssembly.compileStreaming;
  // @ts-expect-error: an older browser
  WebAssembly.compileStreaming = undefined;
  try {
    assert.ok((await fromResponse(response("application/wasm"))) instanceof WebAssembly.Module);
  } finally {
    WebAssembly.compileStreaming = native;
  }
});

test("after a failure `load()` may be called again", async () => {
  await assert.rejects(load(new Response("", { status: 404 })), /HTTP 404/);
  await assert.rejects(load(response("application/wasm", bytes.subarray(0, 1000))));
  await load(response("application/wasm"));
  assert.equal(Engine.compile('{"format":1,"appId":"2018080616290001","revision":3,"mode":"off","serverDomains":{"entries":[]},"apis":{"entries":[]},"webViewDomains":{"entries":[]}}').revision, 3);
});
