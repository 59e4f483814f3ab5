import { buildAssets } from '../platform/look/build-assets.ts'

const HELP = `Builds stylesheet, scripts, icons and fonts into public/build.

Usage: node src/cli/build.ts [--help]

Does nothing when the sources have not changed since the last run.`

if (process.argv.includes('--help')) {
  console.log(HELP)
} else {
  const { manifest, built } = await buildAssets()
  console.log(built ? Object.values(manifest.files).join('\n') : 'public/build is up to date')
}
