#!/usr/bin/env node
/** Prints what it costs to serve policies to a fleet (`model.js`): `make scale`, with `SEED=…` and `PHONES=…` as one likes. */
import { ASSUMPTIONS, day, signedBytes, simulateOutage, simulatePublish } from "./model.js";

const seed = Number(process.env.SEED ?? 1);
const phones = Number(process.env.PHONES ?? 200_000);
const number = (value) => (value >= 1e9 ? `${(value / 1e9).toFixed(2)} billion` : value >= 1e6 ? `${(value / 1e6).toFixed(1)} million` : value >= 1000 ? Math.round(value).toLocaleString("en") : value.toFixed(value < 10 ? 2 : 0));
const size = (bytes) => (bytes >= 1e12 ? `${(bytes / 1e12).toFixed(2)} TB` : bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : bytes >= 1e6 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e3).toFixed(1)} KB`);
const minutes = (seconds) => `${(seconds / 60).toFixed(1)} min`;
const table = (head, rows) => {
  console.log(`\n| ${head.join(" | ")} |\n|${" --- |".repeat(head.length)}`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
};

console.log(`seed ${seed}, ${number(phones)} simulated phones a run; a signed policy of ${ASSUMPTIONS.entries} entries a list has ${size(signedBytes(ASSUMPTIONS.entries))}`);

const columns = [["as it is", {}], ["refresh 5 min", { refresh: 300 }], ["edge TTL 10 s", { edgeTtl: 10 }], ["a billion phones", { devices: 1e9 }]].map(([name, changes]) => [name, day(changes)]);
const line = (name, read) => [name, ...columns.map(([, one]) => read(one))];
table(["a day", ...columns.map(([name]) => name)], [
  line("looks", (d) => number(d.looks)), line("answered 304", (d) => `${((d.same / d.looks) * 100).toFixed(1)} %`), line("bytes at the edge", (d) => size(d.bytes)), line("a second at the edge, mean", (d) => number(d.perSecond)),
  line("a second at the edge, busiest hour", (d) => number(d.busiest)), line("looks that reach the origin", (d) => number(d.origin)), line("a second at the origin, mean", (d) => number(d.originPerSecond)), line("part of the looks", (d) => `${((d.origin / d.looks) * 100).toFixed(1)} %`),
  line("bytes at the origin", (d) => size(d.originBytes)), line("all policies together", (d) => size(d.storage)),
]);

const publishes = [["as it is", {}], ["no jitter", { jitter: 0 }], ["all began together", { together: true, hours: 8 }], ["all began together, no jitter", { together: true, jitter: 0, hours: 8 }]];
table(["a publish, phones that have it open", "half have it", "90 %", "99 %", "the last", "busiest second / mean"], publishes.map(([name, options]) => {
  const { p50, p90, p99, last, peak } = simulatePublish({ seed, phones, ...options });
  return [name, minutes(p50), minutes(p90), minutes(p99), minutes(last), peak.toFixed(1)];
}));

table(["20 minutes without the CDN", "busiest second meanwhile / mean", "after it", "the last is back after"], [["as it is", true], ["no chance in pauses", false]].map(([name, chance]) => {
  const { during, peak, lastBack } = simulateOutage({ seed, phones, chance });
  return [name, during.toFixed(1), peak.toFixed(1), minutes(lastBack)];
}));
