/** Taro's own defaults, without what only costs time here. */
module.exports = {
  projectName: "minifence-suite",
  date: "2026-1-1",
  designWidth: 750,
  deviceRatio: { 750: 1 },
  sourceRoot: "src",
  outputRoot: "dist",
  framework: "react",
  compiler: { type: "webpack5", prebundle: { enable: false } },
  cache: { enable: false },
  h5: { publicPath: "/", staticDirectory: "static", router: { mode: "hash" } },
};
