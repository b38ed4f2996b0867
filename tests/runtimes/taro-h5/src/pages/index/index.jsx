import Taro from "@tarojs/taro";
import { View, WebView } from "@tarojs/components";
import { useState } from "react";
window.T = () => Taro.request({ url: "https://api.good.test/x" });
export default () => { const [src, setSrc] = useState(""); window.show = setSrc; return <View>{src === "" ? null : <WebView src={src} />}</View>; };
