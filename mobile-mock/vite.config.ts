import { defineConfig } from "vite";

// The Go server serves the bundle below /phone/ and passes on nothing but what is embedded in it.
export default defineConfig({
  base: "/phone/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { target: "es2022", modulePreload: false, assetsInlineLimit: 0, reportCompressedSize: false },
  server: {
    fs: { allow: [".", "../schema/npm"] },
    proxy: Object.fromEntries(
      ["/graphql", "/dev", "/fcm"].map((path) => [path, process.env.BURGERBODE_DEMO ?? "http://127.0.0.1:8080"]),
    ),
  },
});
