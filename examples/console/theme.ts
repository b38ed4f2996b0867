/** The colours of Ant Design's components, by day and by night. Green, red and amber are dark (or light) enough to be read as text; the page's own are in console.css. */
import { theme, type ThemeConfig } from "antd";

const SHARED = { motion: !matchMedia("(prefers-reduced-motion: reduce)").matches, borderRadius: 8 };

export const LIGHT: ThemeConfig = { token: { ...SHARED, colorPrimary: "#1668dc", colorPrimaryHover: "#1259be", colorPrimaryActive: "#0f4fa8", colorInfo: "#1460c8", colorLinkHover: "#0f4fa8", colorLinkActive: "#0f4fa8", colorBgLayout: "#f4f6f9", colorTextDescription: "#5b6675", colorTextPlaceholder: "#6b7685",
  colorSuccess: "#1a7a43", colorSuccessBg: "#eef9f2", colorSuccessBorder: "#bfe5cd",
  colorError: "#c8352b", colorErrorHover: "#a92a21", colorErrorActive: "#8f211a", colorErrorBg: "#fdf2f1", colorErrorBorder: "#f3c6c2",
  colorWarning: "#9a5b00", colorWarningBg: "#fff8e8", colorWarningBorder: "#f1dba6" } };

export const DARK: ThemeConfig = { algorithm: theme.darkAlgorithm, token: { ...SHARED, colorPrimary: "#1668dc", colorPrimaryHover: "#1f72e0", colorInfo: "#6ea8ff", colorInfoBg: "#16263c", colorInfoBorder: "#2a4668", colorLink: "#6ea8ff", colorLinkHover: "#8dbaff", colorLinkActive: "#6ea8ff", colorBgLayout: "#10151c", colorBgContainer: "#18202a", colorBgElevated: "#1f2833",
  colorText: "#e4e9f0", colorTextDescription: "#a3afbd", colorTextPlaceholder: "#8d99a8", colorBorder: "#3d4957", colorBorderSecondary: "#2b3542",
  colorSuccess: "#4cc38a", colorSuccessBg: "#12291f", colorSuccessBorder: "#1f4a37",
  colorError: "#ff8078", colorErrorBg: "#331a1a", colorErrorBorder: "#5c2b29",
  colorWarning: "#f0b65a", colorWarningBg: "#2e2412", colorWarningBorder: "#56431d" },
  components: { Tabs: { itemSelectedColor: "#6ea8ff", itemHoverColor: "#8dbaff", inkBarColor: "#6ea8ff" }, Radio: { colorPrimary: "#6ea8ff", buttonSolidCheckedBg: "#165bbe", buttonSolidCheckedHoverBg: "#1f72e0", buttonSolidCheckedActiveBg: "#165bbe" },
    Pagination: { itemActiveColor: "#6ea8ff", itemActiveColorHover: "#8dbaff" },
    Button: { dangerColor: "#1f0d0c", defaultHoverColor: "#8dbaff", defaultHoverBorderColor: "#6ea8ff", defaultActiveColor: "#6ea8ff" } } };
