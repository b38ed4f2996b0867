import Taro, { useDidShow, useLoad } from "@tarojs/taro";
import { View, WebView } from "@tarojs/components";
import { useState } from "react";
import { evil } from "../../evil";
import { good, odd } from "../../good";

/** Runs the call that the query names, and says on the console what came of it. A page of the query is shown, then the next one. */
export default function Index() {
  const [src, setSrc] = useState("");
  useLoad(({ run, page, then }) => {
    if (run === "names") return console.log(JSON.stringify({ good: Object.keys(good), evil: Object.keys(evil) }));
    if (page !== undefined) {
      setSrc(page);
      if (then !== undefined) setTimeout(() => setSrc(then), 20);
      return undefined;
    }
    const call = good[run] ?? odd[run] ?? (async (name) => { await evil[name](name); return "passes"; });
    return Promise.resolve(run).then(call).then((value) => console.log(JSON.stringify(value ?? null)), (error) => console.log("fails " + (error?.error ?? error) + " " + (error?.permission?.code ?? "")));
  });
  useDidShow(() => Taro.eventCenter.trigger("shown"));
  return src ? <WebView src={src} /> : <View />;
}
