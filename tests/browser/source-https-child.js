// @ts-check
/** A host of its own, that trusts the authority of this run (`NODE_EXTRA_CA_CERTS`): a source and a guard, asked over the process's channel. */
import { Engine, installGuard } from "../../pkg/inline.js";
import { createVerifier } from "../../pkg/signed-inline.js";
import { createPolicySource } from "../../pkg/source.js";

const [, , url, appId, jwk, good] = process.argv;
const verifier = createVerifier({ keys: [JSON.parse(jwk)] });
const guard = installGuard({}, { policy: null, appId, verifier });
const source = createPolicySource({ url, appId, engine: Engine, verifier, storage: null, timeout: 5_000 });
source.attach(guard);
process.on("message", async () => {
  const { name, revision, error } = await source.refresh();
  process.send?.({ name, revision, error, passes: guard.judge.request(good).pass });
});
