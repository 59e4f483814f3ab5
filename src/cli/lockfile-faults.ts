import { z } from 'zod'

/** What of package-lock.json is judged. */
export const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      license: z.union([z.string(), z.looseObject({})]).optional(),
      hasInstallScript: z.boolean().optional(),
      link: z.boolean().optional(),
      dev: z.boolean().optional(),
    }),
  ),
})
export type Lockfile = z.output<typeof Lockfile>

/** What of package.json is judged. */
export const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
})
export type Manifest = z.output<typeof Manifest>

/** security/minimum-versions.json: below these a package never runs in production again. */
export const Minimums = z.record(
  z.string(),
  z.object({ atLeast: z.string(), advisories: z.array(z.string()) }),
)
/** security/allowed.json: what somebody has looked at. */
export const Allowed = z.object({
  /** Names of packages that run a program when they are installed. */
  installScripts: z.array(z.string()),
  licences: z.array(z.string()),
  /** Packages that name no licence in their manifest, and what their files say. */
  licenceByHand: z.record(z.string(), z.string()),
})

export type Rules = { minimums: z.output<typeof Minimums>; allowed: z.output<typeof Allowed> }

/** What is wrong with the packages that would be installed, one sentence each; needs no network. */
export function lockfileFaults(lock: Lockfile, manifest: Manifest, rules: Rules): string[] {
  return [
    ...unpinned(manifest),
    ...Object.entries(lock.packages).flatMap(([place, found]) =>
      place === '' ? [] : packageFaults(nameOf(place), found, rules),
    ),
  ]
}

function unpinned(manifest: Manifest): string[] {
  const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  return Object.entries(asked)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}: ${version} is no exact version`)
}

type Locked = Lockfile['packages'][string]

function packageFaults(name: string, found: Locked, { minimums, allowed }: Rules): string[] {
  const { version = '', resolved, integrity } = found
  const faults: string[] = []
  if (!/^sha512-/.test(integrity ?? '')) faults.push('has no SHA-512 of its content')
  if (found.link || (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))) {
    faults.push(`does not come from the registry: ${resolved ?? 'a link'}`)
  }
  if (found.hasInstallScript && !allowed.installScripts.includes(name)) {
    faults.push('runs a program when it is installed, which nobody has looked at (security/allowed.json)')
  }
  const licence = typeof found.license === 'string' ? found.license : allowed.licenceByHand[name]
  if (licence === undefined || !allowed.licences.includes(licence)) {
    faults.push(`has a licence that nobody has looked at: ${licence ?? 'none'} (security/allowed.json)`)
  }
  const minimum = minimums[name]
  if (minimum !== undefined && !found.dev && isOlder(version, minimum.atLeast)) {
    faults.push(`is older than ${minimum.atLeast}: ${minimum.advisories.join(', ')}`)
  }
  return faults.map((fault) => `${name}@${version} ${fault}`)
}

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** By semver 11; what stands before a release is older than it. */
function isOlder(version: string, than: string): boolean {
  const [own, other] = [version, than].map((one) => (one.split(/[-+]/)[0] ?? '').split('.').map(Number))
  for (const index of [0, 1, 2]) {
    const difference = (own?.[index] ?? 0) - (other?.[index] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return version.includes('-') && !than.includes('-')
}
