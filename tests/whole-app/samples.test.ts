import { beforeAll, describe, expect, test } from 'vitest'
import { features } from '../../src/features.ts'
import { langs } from '../../src/platform/i18n/texts.ts'
import { buildAssets } from '../../src/platform/look/build-assets.ts'
import { sampleRenderer, samples } from '../support/sample-pages.ts'
import { htmlFaults } from '../support/valid-html.ts'

let render: ReturnType<typeof sampleRenderer>
beforeAll(async () => {
  await buildAssets()
  render = sampleRenderer()
})

test('every feature with pages has examples, under names of their own', async () => {
  // Features whose routes are for machines and scripts only have no pages.
  const withPages = features.filter(
    (feature) => !['city', 'health', 'sitemap', 'places', 'guesses', 'telegram'].includes(feature.name),
  )
  const counted = withPages.map(async ({ name, samples: of }) => ({
    name,
    count: (await of?.())?.length ?? 0,
  }))
  expect((await Promise.all(counted)).filter(({ count }) => count === 0)).toEqual([])
  const names = samples.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

// Each in one language in turn; npm run test:wide has the others.
describe.each(samples.map((sample, index) => ({ sample, index, name: sample.name })))('$name', (example) => {
  const own = langs[example.index % langs.length] ?? 'kk'
  test(`is valid HTML with one h1 and a title in ${own}`, () => isValid(example.sample, own))
  test.each(langs.filter((lang) => lang !== own))('the same in %s', { tags: ['long'] }, (lang) =>
    isValid(example.sample, lang),
  )
})

async function isValid(sample: (typeof samples)[number], lang: (typeof langs)[number]): Promise<void> {
  const html = render(sample, lang)
  expect(await htmlFaults(html)).toEqual([])
  expect(html.match(/<h1[\s>]/g)).toHaveLength(1)
  expect(html).toMatch(/<title>[^<]+<\/title>/)
  expect(html).toContain(`<html lang="${lang}"`)
}
