import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { fold, foldedWords } from '../../../src/platform/text/fold.ts'

describe('fold', () => {
  test.each([
    ['Қоқыс үйіндісі', 'кокыс уйиндиси', 'Kazakh letters'],
    ['Өскемен қаласы, Жеңіс даңғылы', 'оскемен каласы, женис дангылы', 'all of a Kazakh address'],
    ['ұялы, Һәм, ҒАЛАМ', 'уялы, хам, галам', 'ұ, һ, ә, ғ in both cases'],
    ['Ёлка ещё', 'елка еще', 'ё'],
    ['Чёрный йод', 'черный йод', 'й is a letter of its own and stays'],
    ['Берекелi бастама', 'берекели бастама', 'a Latin i inside a Cyrillic word, as on a real site'],
    [
      'Tәуелсіздік, тəуелсіздік',
      'тауелсиздик, тауелсиздик',
      'a Latin T, and a Latin ə, as in a real calendar',
    ],
    ['HЕТ BОДЫ Mусор', 'нет воды мусор', 'Latin capitals that look otherwise than their small forms'],
    ['cвaлкa', 'свалка', 'three Latin letters'],
    ['KFC at Abay cafe', 'kfc at abay cafe', 'Latin words stay Latin'],
    ['за́мок', 'замок', 'a stress mark'],
    ['12А/4', '12а/4', 'house numbers'],
    ['', '', 'nothing'],
  ])('%s -> %s: %s', (text, expected) => {
    expect(fold(text)).toBe(expected)
  })

  it('takes й written with a separate breve as й', () => {
    expect(fold('двор тройкой')).toBe(fold('двор тройкой'))
    expect(fold('тройка')).toBe('тройка')
  })

  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'абвЁёІіҚқҺһAaBHhMTxyİıßΣς ̆̈.-1') }),
  )

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('does not depend on the case of Cyrillic letters', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі 12'),
      maxLength: 60,
    })
    fc.assert(
      fc.property(letters, (text) => {
        expect(fold(text.toUpperCase())).toBe(fold(text))
      }),
    )
  })

  it('leaves no Kazakh-only letter and no ё', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(text)).not.toMatch(/[ёәғқңөұүһіЁӘҒҚҢӨҰҮҺІ]/u)
      }),
    )
  })
})

describe('foldedWords', () => {
  it('splits at everything that is no letter and no digit', () => {
    expect(foldedWords('Ж/д вокзал — үй №12/4, «су жоқ»!')).toEqual([
      'ж',
      'д',
      'вокзал',
      'уй',
      '12',
      '4',
      'су',
      'жок',
    ])
    expect(foldedWords(' ... ')).toEqual([])
  })
})
