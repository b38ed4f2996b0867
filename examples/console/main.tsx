/** Starts the page once the console's validators are ready. */
import { createRoot } from "react-dom/client";
import { load } from "minifence/admin";
import { App } from "./App.tsx";
import "./console.css";
import "./panels.css";

await load();
createRoot(document.getElementById("root")!).render(<App />);
