// Builds web/dist: app.css, app.js and fonts/, under stable names. Django adds a hash of the content to each name.
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

export default defineConfig({
  // Addresses inside the CSS are relative, so the files work under whatever address Django serves them.
  base: "./",
  publicDir: false,
  plugins: [tailwindcss()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    // A strict content security policy allows no fonts or scripts in data: addresses.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    // The font brings a hundred files for as many ranges of characters; naming each would hide a real message.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: { app: "src/app.js" },
      output: {
        format: "es",
        entryFileNames: "[name].js",
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith(".woff2")) ? "fonts/[name][extname]" : "[name][extname]",
      },
    },
  },
  logLevel: "warn",
});
