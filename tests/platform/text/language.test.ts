import { describe, expect, test } from 'vitest'
import { languageOf } from '../../../src/platform/text/language.ts'

describe('the language of a text', () => {
  test.each([
    ['kk', 'Ауладан үш күннен бері қоқыс шығарылмай жатыр, контейнерлер толып кетті'],
    ['kk', 'Кошеде кар тазаланбаган, балалар мектепке бара алмай жатыр'],
    ['kk', 'Бизде екинши кун су жок'],
    ['kk', 'Жол шұңқыр'],
    ['kk', 'Подъездің алдындағы лифт істемейді'],
    ['ru', 'Во дворе третий день не вывозят мусор, контейнеры переполнены'],
    ['ru', 'Яма на улице Жеңіс даңғылы возле дома 12'],
    ['ru', 'НЕТ СВЕТА ВО ДВОРЕ'],
    ['ru', 'Снег не убирают, прошу принять меры, ул. Қабанбай батыра'],
    ['en', 'The street light at the corner is broken'],
    [null, '12/4'],
    [null, 'ok'],
    [null, ''],
    [null, '🕳🕳🕳'],
  ] as const)('%s: %s', (lang, text) => {
    expect(languageOf(text)).toBe(lang)
  })
})
