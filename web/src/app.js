// What a page gains from a script, and no more: every page works without this file.
import "./app.css";
import { askBeforeIrreversibleSteps } from "./confirm.js";
import { configureHtmx } from "./htmx.js";
import { offerLargeType } from "./large_type.js";
import { offerPrinting } from "./printing.js";
import { focusSearchOnSlash } from "./search.js";

configureHtmx();
offerLargeType();
offerPrinting();
askBeforeIrreversibleSteps();
focusSearchOnSlash();
