/**
 * What a fleet of phones asks of a CDN that serves policies, as numbers: a simulation of looks by the schedule of `js/source.js`, and sums for a day. It
 * opens no connection, and every chance comes from a seed.
 */

export const ASSUMPTIONS = {
  devices: 100e6, // phones that have the super app
  programs: 50_000, // mini programs, each with one policy
  activeShare: 0.6, // of the phones, on a day
  opens: 6, // mini programs that an active phone opens in a day
  sessionMinutes: 4, // mean; exponential
  busyFactor: 2.5, // the busiest hour beside the mean
  zipf: 1, // how the opens spread over the programs
  publishesPerDay: 0.1, // of one program
  firstTime: 0.1, // of the opens: the phone has no policy of it yet
  pops: 200, // places of the CDN that hold copies
  edgeTtl: 60, // seconds for which a place answers without asking the origin
  refresh: 900, // seconds between two looks, as in js/source.js
  jitter: 0.2,
  firstRetry: 5,
  longestRetry: 900,
  entries: 30, // of each list
  headBytes: 700, // of a request and the head of its answer, on a connection that is open
};

/** Chances from a seed: mulberry32. @param {number} seed */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The bytes of a signed policy of so many entries a list. @param {number} entries */
export function signedBytes(entries) {
  const list = (name, text) => ({ entries: Array.from({ length: entries }, (_, i) => ({ [name]: text(i), remark: "what it is for" })) });
  const policy = JSON.stringify({
    format: 1, appId: "2018080616290001", revision: 7, mode: "enforce", serverDomains: list("domain", (i) => `api${i}.service.example.com`), apis: list("api", (i) => `customApi${i}`), webViewDomains: list("domain", (i) => `*.page${i}.example.com`),
  });
  const base64 = (bytes) => Math.ceil((bytes * 4) / 3);
  const header = JSON.stringify({ alg: "EdDSA", kid: "2026-11", typ: "minifence-policy+jws", iat: 1_800_000_000, exp: 1_800_000_000 });
  return base64(header.length) + 1 + base64(policy.length) + 1 + base64(64);
}

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];

/**
 * Phones that have one mini program open, looking as the source does. At `publish` there is a new policy; a place of the CDN has it at most `edgeTtl` later.
 * @param {{ seed: number, phones: number, jitter?: number, together?: boolean, hours?: number }} options `together`: all began at the same second
 */
export function simulatePublish({ seed, phones, jitter = ASSUMPTIONS.jitter, together = false, hours = 3 }) {
  const { refresh, edgeTtl, pops } = ASSUMPTIONS;
  const random = createRandom(seed);
  const end = hours * 3600;
  const publish = end / 2;
  const perSecond = new Float64Array(end);
  const edges = Array.from({ length: pops }, () => publish + random() * edgeTtl);
  const late = [];
  let [looks, full, same] = [0, 0, 0];
  for (let phone = 0; phone < phones; phone += 1) {
    const edge = edges[Math.floor(random() * pops)];
    let has = false;
    for (let at = together ? 0 : random() * refresh; at < end; at += refresh * (1 + jitter * random())) {
      looks += 1;
      perSecond[Math.floor(at)] += 1;
      if (!has && at >= edge) {
        has = true;
        full += 1;
        late.push(at - publish);
      } else same += 1;
    }
  }
  late.sort((a, b) => a - b);
  // The last hour: what a start together has become.
  const settled = perSecond.subarray(end - 3600);
  const mean = settled.reduce((sum, n) => sum + n, 0) / 3600;
  return { looks, full, same, got: late.length, p50: percentile(late, 0.5), p90: percentile(late, 0.9), p99: percentile(late, 0.99), last: late.at(-1), peak: Math.max(...settled) / mean };
}

/**
 * The CDN is away for some minutes; phones retry as the source does, or without chance. The peak after it is back, beside the mean of quiet times.
 * @param {{ seed: number, phones: number, chance: boolean, minutes?: number }} options
 */
export function simulateOutage({ seed, phones, chance, minutes = 20 }) {
  const { refresh, jitter, firstRetry, longestRetry } = ASSUMPTIONS;
  const random = createRandom(seed);
  const [start, end] = [3600, 3600 + minutes * 60];
  const horizon = end + 3600;
  const perSecond = new Float64Array(horizon);
  let [failed, recovered, lastBack] = [0, 0, 0];
  for (let phone = 0; phone < phones; phone += 1) {
    let failures = 0;
    for (let at = random() * refresh; at < horizon;) {
      perSecond[Math.floor(at)] += 1;
      if (at >= start && at < end) {
        failed += 1;
        failures += 1;
        at += Math.min(firstRetry * 2 ** (failures - 1), longestRetry) * (chance ? 0.5 + 0.5 * random() : 1);
        continue;
      }
      if (failures > 0) {
        recovered += 1;
        lastBack = Math.max(lastBack, at - end);
      }
      failures = 0;
      at += refresh * (chance ? 1 + jitter * random() : 1);
    }
  }
  const quiet = perSecond.subarray(start - 1800, start).reduce((sum, n) => sum + n, 0) / 1800;
  return { failed, recovered, lastBack, during: Math.max(...perSecond.subarray(start, end)) / quiet, peak: Math.max(...perSecond.subarray(end)) / quiet };
}

/** Sums for a day. @param {Partial<typeof ASSUMPTIONS>} [changes] */
export function day(changes = {}) {
  const a = { ...ASSUMPTIONS, ...changes };
  const starts = a.devices * a.activeShare * a.opens;
  const between = a.refresh * (1 + a.jitter / 2);
  // A session that lasts on is looked at again: the expected number of whole intervals in an exponential time.
  const again = starts / (Math.exp(between / (a.sessionMinutes * 60)) - 1);
  const looks = starts + again;
  const full = starts * (a.firstTime + (1 - a.firstTime) * (1 - Math.exp(-a.publishesPerDay)));
  const bytes = looks * a.headBytes + full * signedBytes(a.entries);
  // A place asks the origin for a program at most once in `edgeTtl`, and only when somebody asks it.
  let weights = 0;
  for (let rank = 1; rank <= a.programs; rank += 1) weights += rank ** -a.zipf;
  let origin = 0;
  for (let rank = 1; rank <= a.programs; rank += 1) {
    const rate = (looks * (rank ** -a.zipf / weights)) / a.pops / 86_400;
    // A copy is good for `edgeTtl`, then the next who asks renews it.
    origin += a.pops * 86_400 * (rate / (1 + rate * a.edgeTtl));
  }
  const originFull = Math.min(origin, a.programs * a.publishesPerDay * a.pops);
  return { looks, again, full, same: looks - full, bytes, perSecond: looks / 86_400, busiest: (looks / 86_400) * a.busyFactor, origin, originPerSecond: origin / 86_400, originFull, originBytes: origin * a.headBytes + originFull * signedBytes(a.entries), storage: a.programs * signedBytes(a.entries) };
}
