import { createHash, randomUUID } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import type { Metafile, Plugin } from 'esbuild'
import { type Manifest, readManifest } from './assets.ts'
import { drawingFonts, type FontFile, fontFaceCss, subsetFonts } from './fonts.ts'
import { iconNames } from './icons.ts'
import { buildSprite } from './sprite.ts'
import { baseThemeCss } from './theme.ts'

const PROJECT = join(import.meta.dirname, '..', '..', '..')

/** Chrome 105, Safari 15.4, Firefox 121: the first with cascade layers and `:has()`. */
const BROWSERS = ['chrome105', 'safari15.4', 'firefox121']

const ENTRIES = {
  app: 'styles/app.css',
  base: 'base.ts',
  cover: 'cover.ts',
  desk: 'desk.ts',
  file: 'file.ts',
  report: 'report.ts',
  offline: 'offline.ts',
  map: 'map.ts',
  palette: 'palette.ts',
  texts: 'texts.ts',
  staff: 'staff.ts',
  passkey: 'passkey.ts',
  operator: 'operator.ts',
  inbox: 'inbox.ts',
  works: 'works.ts',
}

/**
 * Builds stylesheet, scripts, icon sprite and fonts into `public/build`, unless they are already there for these very
 * inputs. Safe to run in several processes at once: files are named by content and the manifest is replaced last.
 *
 * @returns the manifest, and whether anything had to be built
 */
export async function buildAssets({ root = PROJECT } = {}): Promise<{ manifest: Manifest; built: boolean }> {
  const buildDir = join(root, 'public', 'build')
  const stamp = inputStamp(root)
  const existing = readManifest(buildDir)
  if (existing?.stamp === stamp && isComplete(buildDir, existing)) return { manifest: existing, built: false }
  await mkdir(buildDir, { recursive: true })
  const fonts = await subsetFonts()
  const files: Record<string, string> = {
    ...(await bundle(join(root, 'src', 'client'), buildDir, fonts)),
    'mark.svg': await writeHashed(
      buildDir,
      'mark.svg',
      readFileSync(join(root, 'src/client/images/mark.svg'), 'utf8'),
    ),
    ...(await iconFiles(buildDir, readFileSync(join(root, 'src/client/images/mark.svg')))),
    'icons.svg': await writeHashed(buildDir, 'icons.svg', buildSprite(iconNames)),
    ...(await writeDrawingFonts(buildDir)),
  }
  files['sw.js'] = await bundleWorker(join(root, 'src', 'client'), buildDir, { stamp, files })
  const manifest: Manifest = { stamp, files }
  await replaceFile(join(buildDir, 'manifest.json'), JSON.stringify(manifest, null, 2))
  return { manifest, built: true }
}

/** For pictures that the server draws, see platform/pictures. */
async function writeDrawingFonts(buildDir: string): Promise<Record<string, string>> {
  const fonts = await drawingFonts()
  const written = fonts.map(async ({ name, sfnt }): Promise<[string, string]> => {
    const asset = `draw-${name}.ttf`
    return [asset, await writeHashed(buildDir, asset, sfnt)]
  })
  return Object.fromEntries(await Promise.all(written))
}

/** Loaded only when there is something to build, since a process of the portal keeps what it has once loaded. */
const bundler = () => import('esbuild')

async function bundle(
  clientDir: string,
  buildDir: string,
  fonts: FontFile[],
): Promise<Record<string, string>> {
  const { build } = await bundler()
  const result = await build({
    absWorkingDir: clientDir,
    entryPoints: Object.entries(ENTRIES).map(([out, entry]) => ({ in: join(clientDir, entry), out })),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    outdir: buildDir,
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    format: 'esm',
    target: BROWSERS,
    legalComments: 'none',
    loader: { '.png': 'file', '.svg': 'dataurl', '.woff2': 'file' },
    plugins: [generatedCss(fonts)],
    logLevel: 'silent',
  })
  await Promise.all(result.outputFiles.map(({ path, contents }) => replaceFile(path, contents)))
  return entryFiles(result.metafile)
}

/** The mark as phones want it: on white, with the margin that a round mask cuts off. */
async function iconFiles(buildDir: string, mark: Buffer): Promise<Record<string, string>> {
  const { default: sharp } = await import('sharp')
  const files: Record<string, string> = {}
  for (const size of [192, 512]) {
    const inner = Math.round(size * 0.72)
    const picture = await sharp(mark, { density: (72 * inner) / 44 })
      .resize(inner, inner)
      .png()
      .toBuffer()
    const margin = Math.floor((size - inner) / 2)
    const icon = await sharp({ create: { width: size, height: size, channels: 3, background: '#ffffff' } })
      .composite([{ input: picture, left: margin, top: margin }])
      .png({ palette: true, effort: 10 })
      .toBuffer()
    files[`icon-${size}.png`] = await writeHashed(buildDir, `icon-${size}.png`, icon)
  }
  return files
}

/** What the service worker keeps from the start: everything that writing a report without a network needs. */
const KEPT = ['app.css', 'base.js', 'file.js', 'report.js', 'offline.js', 'icons.svg', 'mark.svg']

/** The service worker knows the files of its build by name, so a new build is a new worker. */
async function bundleWorker(
  clientDir: string,
  buildDir: string,
  { stamp, files }: Manifest,
): Promise<string> {
  const { build } = await bundler()
  const result = await build({
    absWorkingDir: clientDir,
    entryPoints: [join(clientDir, 'sw.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: BROWSERS,
    legalComments: 'none',
    define: {
      BUILD: JSON.stringify(stamp),
      FILES: JSON.stringify(KEPT.map((name) => `/build/${files[name]}`)),
    },
    logLevel: 'silent',
  })
  const [script] = result.outputFiles
  if (script === undefined) throw new Error('The service worker came out empty')
  return writeHashed(buildDir, 'sw.js', script.text)
}

/** `app.css`, `base.js`, ... -> file name with hash. A stylesheet imported by a script keeps the script's name. */
function entryFiles(metafile: Metafile): Record<string, string> {
  const files: Record<string, string> = {}
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (!output.entryPoint && !path.endsWith('.css')) continue
    const file = basename(path)
    files[`${file.slice(0, file.lastIndexOf('-'))}${extname(file)}`] = file
  }
  return files
}

/** Resolves `generated:theme.css` and `generated:fonts.css`, and the font files that the latter names. */
function generatedCss(fonts: FontFile[]): Plugin {
  const byPath = new Map(fonts.map((font) => [`noto-sans-${font.name}.woff2`, font]))
  const faces = fontFaceCss(
    [...byPath].map(([path, { unicodeRange }]) => ({ url: `font:${path}`, unicodeRange })),
  )
  return {
    name: 'generated-css',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^generated:/ }, ({ path }) => ({
        path: path.slice('generated:'.length),
        namespace: 'generated',
      }))
      onResolve({ filter: /^font:/ }, ({ path }) => ({ path: path.slice('font:'.length), namespace: 'font' }))
      onLoad({ filter: /theme\.css$/, namespace: 'generated' }, () => ({
        contents: baseThemeCss(),
        loader: 'css',
      }))
      onLoad({ filter: /fonts\.css$/, namespace: 'generated' }, () => ({ contents: faces, loader: 'css' }))
      onLoad({ filter: /.*/, namespace: 'font' }, ({ path }) => {
        const font = byPath.get(path)
        return font ? { contents: font.woff2, loader: 'file' } : null
      })
    },
  }
}

/** Hash over the client sources, the modules of this folder and the versions of the packages that go in. */
function inputStamp(root: string): string {
  const require = createRequire(import.meta.url)
  const packages = [
    '@digdir/designsystemet-css',
    'lucide-static',
    '@fontsource-variable/noto-sans',
    'leaflet',
    'idb-keyval',
    'esbuild',
  ]
  const sources = globSync(['src/client/**/*.*', 'src/platform/look/*.ts'], { cwd: root }).sort()
  const hash = createHash('sha256')
  for (const source of sources) hash.update(`\n${source}\n`).update(readFileSync(join(root, source)))
  for (const name of packages) hash.update(`\n${name} ${packageVersion(require, name)}`)
  return hash.digest('hex').slice(0, 16)
}

function packageVersion(require: NodeJS.Require, name: string): string {
  const folder = require.resolve.paths(name)?.find((path) => existsSync(join(path, name, 'package.json')))
  if (folder === undefined) throw new Error(`The package ${name} is not installed`)
  return (JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as { version: string }).version
}

function isComplete(buildDir: string, manifest: Manifest): boolean {
  return Object.values(manifest.files).every((file) => existsSync(join(buildDir, file)))
}

async function writeHashed(buildDir: string, name: string, contents: string | Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 8).toUpperCase()
  const file = `${basename(name, extname(name))}-${hash}${extname(name)}`
  await replaceFile(join(buildDir, file), contents)
  return file
}

/** Readers see the old file or the new one, never half of it. */
async function replaceFile(path: string, contents: string | Uint8Array): Promise<void> {
  const partial = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  await writeFile(partial, contents)
  await rename(partial, path)
}
