import { describe, expect, test } from 'vitest'
import { holdReasons } from '../../src/features/complaints/screening.ts'
import { fold } from '../../src/platform/text/fold.ts'

const reasons = (text: string, words: string[] = []) => holdReasons(text, words, fold)

describe('a phone number is seen however it is typed', () => {
  test.each([
    '+77051234567',
    '87051234567',
    '7051234567',
    '8 705 123 45 67',
    '8 (705) 123-45-67',
    '+7 (705)  123 45 67',
    '8-705-123-45-67',
    '8.705.123.45.67',
    '705 123 45 67',
    '+7 7232 21 10 98',
    // as it comes out of a phone's address book: with no-break blanks
    '+7\u00A0705\u00A0123\u00A045\u00A067',
    '８ ７０５ １２３ ４５ ６７',
    '21-10-98',
  ])('%s', (number) => {
    expect(reasons(`Яма у дома, звоните ${number}, спасибо`)).toContain('phone')
  })
})

describe('other personal data', () => {
  test.each([
    ['мой ИИН 900101300017', 'iin'],
    ['пишите на aigul.n@example.kz', 'email'],
    ['машина 123 ABC 16 стоит на газоне', 'plate'],
    ['машина 123 АВС 16 стоит на газоне', 'plate'],
    ['видео: https://example.kz/v', 'link'],
    ['видео www.example.kz', 'link'],
    ['пишите t.me/aigul', 'link'],
    ['пишите wa.me/77051234567', 'link'],
  ])('%s', (text, reason) => {
    expect(reasons(text)).toContain(reason)
  })
})

test.each([
  'Яма на ул. Абая, 12/4, кв. 5, с 10:00 до 18:30 12 марта 2026 года',
  'Обращение 2603-1234-5673 закрыли без ответа',
  'На ремонт потратили 7 000 000 000 тенге и ещё 1 500 000',
  'Точка 49.95000, 82.55000, индекс 070004',
  'Автобусы 12, 15 и 22 не ходят с 05.03.2026',
  'Көшеде 3 шұңқыр бар, тереңдігі 15 см',
])('nothing is held in: %s', (text) => {
  expect(reasons(text)).toEqual([])
})

describe('words of the city', () => {
  test.each([
    ['қоқыс', 'Мына ҚОҚЫС үйіндісі'],
    ['қоқыс', 'Мына кокыс'],
    ['Ёлки', 'ну елки'],
    ['подлец', 'ПОДЛЕЦЫ'],
  ])('%s is found in "%s", with whatever letters', (word, text) => {
    expect(reasons(text, [word])).toEqual(['word'])
  })

  test('an empty one is none', () => {
    expect(reasons('текст', ['', ' '])).toEqual([])
  })
})
