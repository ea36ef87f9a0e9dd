import { defineConfig } from "vite";

// The Go server serves the bundle below /console/ and passes on nothing but what is embedded in it.
export default defineConfig({
  base: "/console/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { target: "es2022", modulePreload: false, assetsInlineLimit: 0, reportCompressedSize: false },
  server: {
    fs: { allow: [".", "../../../schema/npm"] },
    proxy: Object.fromEntries(
      ["/graphql", "/dev", "/console/config.json"].map((path) => [
        path,
        process.env.BURGERBODE_DEMO ?? "http://127.0.0.1:8080",
      ]),
    ),
  },
});
