import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  longestPassword,
  passwordProblem,
  shortestPassword,
} from '../../src/features/accounts/sign-in/password-rules.ts'

const owner = {
  name: 'Болат Серікұлы Ахметов',
  email: 'b.akhmetov1985@oskemen.example.kz',
  localWords: [
    'Ашық қала',
    'Открытый город',
    'Open City',
    'oskemen',
    'Өскемен',
    'Усть-Каменогорск',
    'Oskemen',
  ],
}

// Fifty passwords, half of them good
test.each([
  ['kesek tulpar samal', null],
  ['correct horse battery staple', null],
  ['жүгері самауыр қарлығаш', null],
  ['синий трактор едет молча', null],
  ['x7Fq-2mLp-9RtW', null],
  ['Vb8!nQz4%wK1', null],
  ['blueberry-lantern', null],
  ['мұз тау арман 88', null],
  ['tulpar akimat samal', null],
  ['Oskemen has 3 rivers?', null],
  ['моя бабушка печёт баурсаки', null],
  ['         spaces only count', null],
  ['🌷🐫🏔️ қызғалдақ жон', null],
  ['lowercaseisfine', null],
  ['nonumbersneeded', null],
  ['ТОЛЬКОБОЛЬШИЕ', null],
  ['83920174650183', null],
  ['ahmetka plays chess', null],
  ['qwerty giraffe moonlight', null],
  ['p4ssphrase of mine', null],
  ['', 'short'],
  ['Ab1!Ab1!Ab1', 'short'],
  ['elevenchars', 'short'],
  ['🌷'.repeat(11), 'short'],
  ['a b'.repeat(43), 'long'],
  ['123456789012', 'pattern'],
  ['aaaaaaaaaaaaaaaa', 'pattern'],
  ['tulpartulpartulpar', 'pattern'],
  ['1qaz2wsx3edc', 'pattern'],
  ['Aa1!Aa1!Aa1!Aa1!', 'pattern'],
  ['20252026202720', 'pattern'],
  ['qwertyuiop12', 'common'],
  ['password1234!', 'common'],
  ['P@ssw0rd2026', 'common'],
  ['gfhjkmgfhjkm', 'common'],
  ['Oskemen-2026!', 'common'],
  ['0sk3men0sk3men', 'common'],
  ['АкиматУскамен109', 'common'],
  ['әкімдікөскемен', 'common'],
  ['akimatqala109', 'common'],
  ['Ashyq-qala-2026', 'common'],
  ['admin123456789', 'common'],
  ['unbelievable1', 'common'],
  ['marlboro1982!', 'common'],
  ['liverpoolfc1', 'common'],
  ['christopher1!', 'common'],
  ['thunderbird77', 'common'],
  ['Bolat-Akhmetov', 'personal'],
  ['Akhmetov-1985-85', 'personal'],
  ['болатахметов1', 'personal'],
  ['Ахметов-Ахметов', 'personal'],
] as const)('%j: %s', (password, problem) => {
  expect(passwordProblem(password, owner)).toBe(problem)
})

describe('any password', () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 160 })

  test('is judged by its length first, in characters', () => {
    fc.assert(
      fc.property(anyText, (password) => {
        const { length } = [...password]
        const problem = passwordProblem(password, owner)
        expect(problem === 'short').toBe(length < shortestPassword)
        expect(problem === 'long').toBe(length > longestPassword)
      }),
    )
  })

  test('made of known words only is refused, whatever stands between', () => {
    const word = fc.constantFrom(
      'Oskemen',
      'akimat',
      'пароль',
      'Әкімат',
      'qwerty',
      'Болат',
      'Ахметов',
      '2026',
      '12345',
    )
    const between = fc.constantFrom('', '-', ' ', '!', '_')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, between), { minLength: 4, maxLength: 8 }), (parts) => {
        const password = parts.flat().join('')
        fc.pre([...password].length >= shortestPassword)
        expect(passwordProblem(password, owner)).not.toBeNull()
      }),
    )
  })
})
