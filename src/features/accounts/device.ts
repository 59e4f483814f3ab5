/** What a browser says of itself, as far as a person can recognise the device by it. */
export type Device = { browser: string | null; system: string | null; handheld: boolean }

// In this order: most browsers also claim to be Chrome and Safari.
const browsers: readonly [RegExp, string][] = [
  [/YaBrowser\//, 'Yandex Browser'],
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Version\/[\d.]+.*Safari\//, 'Safari'],
]

const systems: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Macintosh|Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

const handhelds: readonly (string | null)[] = ['iPhone', 'iPad', 'Android']

/** Reads a User-Agent header. Names are brands, the same in every language. */
export function deviceOf(userAgent: string): Device {
  const first = (known: readonly [RegExp, string][]) =>
    known.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null
  const system = first(systems)
  return { browser: first(browsers), system, handheld: handhelds.includes(system) }
}

/** The same in one line: `Chrome · Windows`; empty when nothing is known. */
export function deviceLabel(userAgent: string): string {
  const { browser, system } = deviceOf(userAgent)
  return [browser, system].filter(Boolean).join(' · ')
}
