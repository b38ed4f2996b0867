import { View, WebView } from "@tarojs/components";
import { useEffect, useState } from "react";
import { evil, good } from "../../calls.js";
import { listen } from "../../views.js";

export default () => {
  const [views, setViews] = useState([]);
  useEffect(() => { listen(setViews); window.calls = { good, evil }; }, []);
  return (
    <View>
      {views.map(({ id, html, ...props }) => (
        <View key={id} id={id}>{html === undefined ? <WebView {...props} /> : <View dangerouslySetInnerHTML={{ __html: html }} />}</View>
      ))}
    </View>
  );
};
