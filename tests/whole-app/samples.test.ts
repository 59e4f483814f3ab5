import { beforeAll, describe, expect, test } from 'vitest'
import { features } from '../../src/features.ts'
import { type Lang, langs } from '../../src/platform/i18n/texts.ts'
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

// Each in one language in turn, every fifth closely; npm run test:wide has the others.
describe.each(samples.map((sample, index) => ({ sample, index, name: sample.name })))('$name', (example) => {
  const own = langs[example.index % langs.length] ?? 'kk'
  test(`has one h1 and a title in ${own}`, () => hasHeading(example.sample, own))
  const tags = example.index % 15 < langs.length ? [] : ['long']
  test(`is valid HTML in ${own}`, { tags }, () => isValid(example.sample, own))
  test.each(langs.filter((lang) => lang !== own))('the same in %s', { tags: ['long'] }, (lang) =>
    isValid(example.sample, lang),
  )
})

type Sample = (typeof samples)[number]

async function isValid(sample: Sample, lang: Lang): Promise<void> {
  hasHeading(sample, lang)
  expect(await htmlFaults(render(sample, lang))).toEqual([])
}

function hasHeading(sample: Sample, lang: Lang): void {
  const html = render(sample, lang)
  expect(html.match(/<h1[\s>]/g)).toHaveLength(1)
  expect(html).toMatch(/<title>[^<]+<\/title>/)
  expect(html).toContain(`<html lang="${lang}"`)
}
