/** Stylesheets that a script brings along; esbuild writes them beside it. */
declare module '*.css' {}
