// @ts-check
/** The jobs in a page. Cedar's glue for browsers wants its bytes handed over. */
import { Buffer } from "buffer";
import * as jobs from "./jobs.js";

Object.assign(globalThis, {
  /** For casbin. */ Buffer,
  jobs,
  async loadCedar() {
    const cedar = await import("@cedar-policy/cedar-wasm/web");
    await cedar.default("/cedar.wasm");
    return cedar;
  },
});
