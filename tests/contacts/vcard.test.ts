import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Card, vcardText } from '../../src/features/contacts/vcard.ts'
import { parsedCard } from '../support/parse-calendar.ts'

const card: Card = {
  uid: 'office-7@portal.test',
  name: 'Жолдар; «Қала, қар» басқармасы',
  organisation: ['Әкімдік', 'Жолдар басқармасы'],
  phones: ['+77232251098', '109'],
  email: 'roads@example.kz',
  address: { street: 'Абай көшесі, 12\\2', city: 'Сынаққала' },
  point: { lat: 49.9501, lon: 82.6012 },
  url: 'http://portal.test/kk/synaqqala/offices/roads',
  note: 'дс–жм 09:00–18:30\nсб 10:00–14:00',
  lang: 'kk',
}

/** Unfolds and takes apart by RFC 6350, 3.2 to 3.4: names with their values, in order. */
const propertiesOf = (text: string): [string, string[]][] =>
  text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = '', value = ''] = /^([\w-]+)(?:;(?:[^":]|"[^"]*")*)?:(.*)$/.exec(line) ?? []
      const components = value.split(/(?<!\\)(?:\\\\)*;/)
      return [name, components.map((one) => one.replaceAll(/\\(.)/g, (_all, c) => (c === 'n' ? '\n' : c)))]
    })

describe('a card', () => {
  test('says again what was put into it', () => {
    const properties = propertiesOf(vcardText(card))
    const valuesOf = (name: string) => properties.filter(([one]) => one === name).map(([, value]) => value)
    expect(properties[0]).toEqual(['BEGIN', ['VCARD']])
    expect(properties.at(-1)).toEqual(['END', ['VCARD']])
    expect(valuesOf('VERSION')).toEqual([['4.0']])
    expect(valuesOf('GEO')).toEqual([['geo:49.9501,82.6012']])
    expect(valuesOf('FN')).toEqual([[card.name]])
    expect(valuesOf('ORG')).toEqual([card.organisation])
    expect(valuesOf('TEL')).toEqual([['tel:+77232251098'], ['tel:109']])
    expect(valuesOf('ADR')).toEqual([['', '', 'Абай көшесі, 12\\2', 'Сынаққала', '', '', '']])
    expect(valuesOf('NOTE')).toEqual([[card.note]])
  })

  test('is read by another program', () => {
    // Both ways to write a semicolon are allowed in a name (RFC 6350, 3.4); that program knows one.
    const name = 'Жолдар, «Қала» басқармасы'
    expect(parsedCard(vcardText({ ...card, name }))).toEqual(
      expect.arrayContaining([
        { name: 'fn', value: name },
        { name: 'note', value: card.note },
      ]),
    )
  })

  test('has no line above 75 octets, cuts no letter and lets no word become a line of its own', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 200 })
    fc.assert(
      fc.property(words, words, (name, note) => {
        const text = vcardText({ ...card, name, note })
        const lines = text.split('\r\n')
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
          expect(line.isWellFormed()).toBe(true)
        }
        const known = /^(BEGIN|VERSION|PRODID|UID|KIND|FN|ORG|TEL|EMAIL|ADR|GEO|URL|NOTE|END|$)/
        expect(
          text
            .replaceAll('\r\n ', '')
            .split('\r\n')
            .filter((line) => !known.test(line)),
        ).toEqual([])
      }),
    )
  })
})
