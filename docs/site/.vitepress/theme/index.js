/** VitePress' own theme without its web fonts: nothing is fetched from elsewhere, and text is shown at once. */
import DefaultTheme from "vitepress/theme-without-fonts";
import "./style.css";

export default DefaultTheme;
