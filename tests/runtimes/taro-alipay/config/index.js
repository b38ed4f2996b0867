/** Taro's own build, with as little of our own as it takes. */
module.exports = {
  projectName: "minifence-taro-alipay",
  sourceRoot: "src",
  outputRoot: "dist",
  framework: "react",
  compiler: { type: "webpack5", prebundle: { enable: false } },
  designWidth: 750,
  mini: {},
};
