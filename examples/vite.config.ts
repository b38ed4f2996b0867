/** Three pages: the console, the phone that the console shows in a frame of another origin, and two forms on one schema. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const page = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  plugins: [react()],
  build: {
    target: "esnext",
    // Browsers that run this preload modules themselves; the polyfill would fetch them from script.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rollupOptions: { input: { console: page("index.html"), phone: page("phone.html"), forms: page("forms.html") } },
  },
});
