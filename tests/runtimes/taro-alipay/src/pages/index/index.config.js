export default { navigationBarTitleText: "Calls" };
