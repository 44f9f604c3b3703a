// Starts the page.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { hearInstallOffer } from "./offline/install";
import { startSession } from "./session/store";
import "./theme/fonts.css";
import "./theme/tokens.css";
import "./theme/base.css";
import { applyTheme } from "./theme/theme";

applyTheme();
hearInstallOffer();
void startSession();
const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
