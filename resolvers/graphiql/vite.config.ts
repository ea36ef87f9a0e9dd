import { defineConfig } from "vite";

// The Go server serves the bundle below /graphiql/, and its page at /graphql too.
export default defineConfig({
  base: "/graphiql/",
  build: {
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 100_000, // fonts
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      onwarn: (warning, warn) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning); // "use client" means nothing here
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/graphql", "/dev"].map((path) => [path, process.env.BURGERBODE_DEMO ?? "http://127.0.0.1:8080"]),
    ),
  },
});
