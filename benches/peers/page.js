// @ts-check
/** The jobs in a page. The glue of Cedar and Rego wants its bytes handed over. */
import { Buffer } from "buffer";
import * as jobs from "./jobs.js";

Object.assign(globalThis, {
  /** For casbin. */ Buffer,
  jobs,
  regoWasm: "/rego.wasm",
  async loadCedar() {
    const cedar = await import("@cedar-policy/cedar-wasm/web");
    await cedar.default("/cedar.wasm");
    return cedar;
  },
});
