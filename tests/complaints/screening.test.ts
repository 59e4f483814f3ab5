import { describe, expect, test } from 'vitest'
import { moderationWords } from '../../prisma/seed/moderation-words.ts'
import { personalIn } from '../../src/features/complaints/personal-data.ts'
import { maskPersonal } from '../../src/features/complaints/public-text.ts'
import { holdReasons } from '../../src/features/complaints/screening.ts'

const kinds = (text: string) => personalIn(text).map(({ kind }) => kind)
const found = (text: string) => personalIn(text).map(({ start, end }) => text.slice(start, end))

describe('a phone number is seen however it is typed, and nothing else goes with it', () => {
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
    '8\u2011705\u2011123\u201145\u201167',
    '８ ７０５ １２３ ４５ ６７',
    '21-10-98',
  ])('%s', (number) => {
    expect(maskPersonal(`Яма у дома, звоните ${number}, спасибо`)).toBe(
      'Яма у дома, звоните ⟦phone⟧, спасибо',
    )
  })

  test('a short number of the town, where the text says that it is one', () => {
    expect(found('тел. 765432, спросить Асель')).toEqual(['765432'])
    expect(found('Ұялы: 21 10 98')).toEqual(['21 10 98'])
    expect(found('дом 765432')).toEqual([])
  })
})

describe('other personal data', () => {
  test.each([
    // the check digit is right; made up
    ['мой ИИН 900101300017', 'iin'],
    ['мой ИИН 900101 300 017', 'iin'],
    ['ЖСН ９００１０１３００017', 'iin'],
    ['пишите на aigul.n@example.kz', 'email'],
    ['пишите на почта@пример.қаз', 'email'],
    ['машина 123 ABC 16 стоит на газоне', 'plate'],
    ['машина 123 АВС 16 стоит на газоне', 'plate'],
    ['көлігі 123ABC16', 'plate'],
    ['госномер 123авс04', 'plate'],
    ['фирма, 123 AB 02', 'plate'],
    ['старый номер F 123 ABC', 'plate'],
    ['переводите на 4111 1111 1111 1111', 'card'],
    ['карта 5555555555554444', 'card'],
  ])('%s', (text, kind) => {
    expect(kinds(text)).toEqual([kind])
  })
})

test.each([
  'Яма на ул. Абая, 12/4, кв. 5, с 10:00 до 18:30 12 марта 2026 года',
  'Обращение 2603-1234-5673 закрыли без ответа',
  'На ремонт потратили 7 000 000 000 тенге и ещё 1 500 000',
  'Точка 49.95000, 82.55000, индекс 070004',
  'Автобусы 12, 15 и 22 не ходят с 05.03.2026',
  'Көшеде 3 шұңқыр бар, тереңдігі 15 см',
  'УЛИЦА АБАЯ 100 КВ 12, ПОДЪЕЗД 2',
  'мкр 19, дом 100 кор 3',
  // an IIN with a wrong check digit, and the number of a firm
  'номер 900101300018',
  'БИН 050540000017',
])('nothing is masked in: %s', (text) => {
  expect(found(text)).toEqual([])
})

test('masking leaves the rest as it was, and does nothing the second time', () => {
  const text = 'Хозяин 123 ABC 16, тел. 8 705 123 45 67, aigul@example.kz.\nИИН 900101300017!'
  const masked = 'Хозяин ⟦plate⟧, тел. ⟦phone⟧, ⟦email⟧.\nИИН ⟦iin⟧!'
  expect(maskPersonal(text)).toBe(masked)
  expect(maskPersonal(masked)).toBe(masked)
})

test('time grows with the length only', () => {
  for (const piece of ['7', '8 7', 'a', 'a.', 'a@', '123 ', '1-', 'А ']) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length))
    const started = performance.now()
    personalIn(text.slice(0, 2000))
    expect(performance.now() - started, piece).toBeLessThan(200)
  }
})

describe('what waits for a moderator', () => {
  test.each([
    ['видео: https://example.kz/v', 'link'],
    ['видео www.example.kz', 'link'],
    ['пишите t.me/aigul', 'link'],
    ['пишите wa.me/77051234567', 'link'],
    ['Какой идиот это сделал', 'word'],
    ['Идиотизм: дебилы из отдела', 'word'],
    ['вы п о д л е ц ы', 'word'],
    ['Ақымақтар отыр', 'word'],
    ['Акымактар отыр', 'word'],
  ])('%s', (text, reason) => {
    expect(holdReasons(text, moderationWords)).toEqual([reason])
  })

  test.each([
    'Во дворе собачье дерьмо, спилите сухой сук над площадкой',
    'Свалка уродует двор, дурацкий поворот',
    'Мой номер 8 705 123 45 67',
  ])('nothing is held in: %s', (text) => {
    expect(holdReasons(text, moderationWords)).toEqual([])
  })
})

describe('words of the city', () => {
  test.each([
    ['қоқыс', 'Мына ҚОҚЫС үйіндісі'],
    ['қоқыс', 'Мына кокыс'],
    ['Ёлки', 'ну елки'],
    ['подлец*', 'ПОДЛЕЦЫ'],
  ])('%s is found in "%s", with whatever letters', (word, text) => {
    expect(holdReasons(text, [word])).toEqual(['word'])
  })

  test('only a star stands for other endings', () => {
    expect(holdReasons('подлецы', ['подлец'])).toEqual([])
  })

  test('an empty one is none', () => {
    expect(holdReasons('текст', ['', ' ', '*'])).toEqual([])
  })
})
