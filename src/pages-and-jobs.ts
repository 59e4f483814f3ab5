// Everything that answers requests or runs jobs: some two and a half thousand modules, so what a start can do meanwhile
// stands outside of them.
export { createApp } from './app.ts'
export { createDeps } from './create-deps.ts'
export { features } from './features.ts'
export { buildAssets } from './platform/look/build-assets.ts'
export { startServices } from './start-services.ts'
