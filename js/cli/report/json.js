// @ts-check
/** Findings as JSON. Its shape is documented in `docs/preflight.md`. */

/** @param {import("../scan.js").Result} result @param {ReturnType<typeof import("../draft.js").draftOf> | null} drafted @param {import("../io.js").Io} io */
export function toJson({ folder, policy, isOff, files, findings, faults }, drafted, io) {
  return {
    folder, policy, switchedOff: isOff,
    summary: { files, ...countOf(findings), notParsed: faults.length },
    findings: findings.map(({ judged, params, code, ...finding }) => ({ ...finding, code, params, message: code === null ? null : io.say({ code, params }) })),
    notParsed: faults,
    ...(drafted === null ? {} : { draft: { added: drafted.added, left: drafted.left, unused: drafted.unused } }),
  };
}

/** @param {readonly import("../scan/verdicts.js").Finding[]} findings */
export const countOf = (findings) => ({
  allowed: findings.filter(({ verdict }) => verdict === "allowed").length,
  denied: findings.filter(({ verdict }) => verdict === "denied").length,
  dynamic: findings.filter(({ verdict }) => verdict === "dynamic").length,
});
