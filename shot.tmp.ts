import { openBrowser } from './tests/support/browser.ts'
import { openSamples } from './tests/support/sample-browser.ts'
import { settingsSamples } from './src/features/settings/samples.ts'
import { textSamples } from './src/features/settings/texts/samples.ts'
import { inboxSamples } from './src/features/complaints/inbox/samples.ts'
import { thingModel } from './src/features/settings/pages/thing-page.ts'

const browser = await openBrowser()
const all = [...settingsSamples, ...textSamples, ...inboxSamples]
const shots: [string, any, any, any][] = [
  ['settings/texts of the city', 1366, 'light', 'ru'],
  ['settings/text changed', 1366, 'light', 'kk'],
  ['settings/text refused', 1366, 'dark', 'ru'],
  ['settings/text of the city for an office', 360, 'light', 'en'],
  ['settings/texts of an office', 360, 'dark', 'kk'],
  ['settings/thing limits', 1366, 'light', 'ru'],
  ['inbox/list', 1366, 'light', 'ru'],
  ['inbox/list all columns', 1366, 'light', 'kk'],
]
for (const [name, width, scheme, lang] of shots) {
  const sample = all.find((one) => one.name === name)
  if (!sample) { console.log('missing', name, all.filter(o=>o.name.startsWith('inbox')).map(o=>o.name).slice(0,5)); continue }
  const samples = await openSamples(browser, { width, scheme })
  const page = await samples.show(sample, lang)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  await page.screenshot({ path: `/tmp/shot-deskend-${name.replaceAll(/[^a-z]+/g, '-')}-${width}.png`, fullPage: true })
  console.log(name, width, 'overflow', wide)
  await samples.close()
}
await browser.close()
