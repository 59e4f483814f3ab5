import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { likelyEmail, normaliseEmail, normalisePhone } from '../../src/features/complaints/filing/contacts.ts'

const oskemen = { code: '7232', localDigits: 6 }

describe('phone numbers', () => {
  test.each([
    ['+7 705 123 45 67', '+77051234567'],
    ['8 (705) 123-45-67', '+77051234567'],
    ['87051234567', '+77051234567'],
    ['7051234567', '+77051234567'],
    ['+ 7 705 123 45 67', '+77051234567'],
    ['+7-705-123-45-67', '+77051234567'],
    ['＋７ ７０５ １２３ ４５ ６７', '+77051234567'],
    ['+7 7182 300 007', '+77182300007'],
    ['21-10-98', '+77232211098'],
    ['8 7232 21 10 98', '+77232211098'],
  ])('%s is %s', (typed, normal) => {
    expect(normalisePhone(typed, oskemen)).toBe(normal)
  })

  test.each([
    '12345',
    '+7 495 123 45 67',
    '8 800 080 77 77',
    '705 123 45 6',
    '+7705123456789',
    'позвоните 87051234567',
    '',
  ])('%j is none', (typed) => {
    expect(normalisePhone(typed, oskemen)).toBeNull()
  })

  test('whatever stands between the digits, and twice is once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 }),
        fc.constantFrom(' ', '-', '(', ') ', '.', '\u00a0'),
        fc.constantFrom('+7 7', '87', '7'),
        (digits, between, prefix) => {
          const normal = normalisePhone(prefix + between + digits.join(between), oskemen)
          expect(normal).toBe(`+77${digits.join('')}`)
          expect(normalisePhone(normal ?? '', oskemen)).toBe(normal)
        },
      ),
    )
  })
})

describe('e-mail addresses', () => {
  test.each([
    ['aigul@mail.ru', 'aigul@mail.ru'],
    [' Aigul.Serik+dump@Mail.RU ', 'aigul.serik+dump@mail.ru'],
    ['айгуль@mail.ru', null],
    ['aigul@пошта.қаз', 'aigul@xn--80a1acn3a.xn--80ao21a'],
    ['aigul@localhost', null],
    ['aigul@mail..ru', null],
    ['.aigul@mail.ru', null],
    ['aigul@@mail.ru', null],
    ['aigul@mail.ru\r\nBcc: all@mail.ru', null],
    ['aigul@mail.ru,other@mail.ru', null],
    ['"a b"@mail.ru', null],
    ['aigul@[127.0.0.1]', null],
    ['aigul@127.0.0.1', null],
    [`${'a'.repeat(65)}@mail.ru`, null],
    [`a@${'b'.repeat(64)}.ru`, null],
    ['@mail.ru', null],
    ['mail.ru', null],
  ])('%j is %j', (typed, normal) => {
    expect(normaliseEmail(typed)).toBe(normal)
  })

  test('never throws, is quick on long nonsense, and twice is once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const normal = normaliseEmail(typed)
        if (normal !== null) expect(normaliseEmail(normal)).toBe(normal)
      }),
    )
  })

  test.each([
    ['aigul@gmial.com', 'aigul@gmail.com'],
    ['aigul@gmail.co', 'aigul@gmail.com'],
    ['aigul@mial.ru', 'aigul@mail.ru'],
    ['aigul@yandex.kz', null],
    ['aigul@mail.kz', null],
    ['aigul@akimat.gov.kz', null],
  ])('%s: meant %s', (typed, meant) => {
    expect(likelyEmail(typed)).toBe(meant)
  })
})
