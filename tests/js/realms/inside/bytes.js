/** The wasm as bytes of this realm, for doors that load. */
import { fromBase64 } from "../../../../js/load/base64.js";
import base64 from "../../../../js/engine-bytes.js";

export const engineBytes = () => fromBase64(base64);
