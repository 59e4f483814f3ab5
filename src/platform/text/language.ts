import { fold } from './fold.ts'

/** Letters of the Kazakh alphabet that Russian lacks. */
const kazakhLetter = /[әғқңөұүһі]/i
const words = /\p{L}+/gu

// Compared with folded words, so Kazakh typed on a Russian keyboard is found as well.
const kazakhWords = wordSet(
  'жок бар мен пен бен жане уш жыл кун тур жатыр отыр жур емес керек болып боп кеп алып коп аз осы бул сол ол биз' +
    ' сиз бизге бизде бизин мына кейин дейин учун ушин туралы кайда неге кашан калай барлык ешкым ешким адам балалар' +
    ' уй уйде уйдин кар муз су жол жолда кошеси коше кошеде аула аулада шам шамдар когалдандыру жарык коктем',
)
const russianWords = wordSet(
  'и в во не на с со у по за к ко от до из для о об при без над под через что как это этот эта эти тот где когда' +
    ' уже еще очень нет есть был была было были мы вы они он она наш наши нам нас вам все всё или но а же ли бы так' +
    ' там тут дом дома двор дворе улица улице дорога дороге снег вода свет яма мусор прошу просим около возле',
)
const kazakhEnding =
  /(?:лар|лер|дар|дер|тар|тер|нын|нин|дын|дин|тын|тин|ган|ген|кан|кен|мыз|миз|нан|нен|дан|ден|тан|тен|мен|пен|бен|сыз|сиз|жатыр|дагы|деги|тагы|теги|айды|ейди|ылды|илди|ылган|илген|маган|меген|баган|беген|паган|пеген|лык|лик|дык|дик)$/u
const russianEnding =
  /(?:ого|его|ому|ему|ыми|ими|ать|ять|ить|еть|ают|яют|уют|ует|ется|ится|ают|ения|ение|ании|ания|ость|ный|ная|ное|ные|ских|ской|ский|ется|лись|лась|лось|вают|ывает|ешь|ющий|вший|ов|ых|ую|ой|ей)$/u

/**
 * The language that a text is written in; null when it does not tell (numbers, a name, a few words of neither).
 * Made for a few sentences on everyday matters: Kazakh with or without its own letters, Russian, English.
 */
export function languageOf(text: string): 'kk' | 'ru' | 'en' | null {
  let kazakh = 0
  let russian = 0
  let latin = 0
  let cyrillic = 0
  for (const word of text.slice(0, 4000).match(words) ?? []) {
    if (/^[a-z']+$/i.test(word)) {
      latin++
      continue
    }
    if (!/\p{Script=Cyrillic}/u.test(word)) continue
    cyrillic++
    const folded = fold(word)
    if (kazakhLetter.test(word)) kazakh += 1.5
    if (kazakhWords.has(folded)) kazakh += 1
    else if (russianWords.has(folded)) russian += 1
    else if (word.length > 4 && kazakhEnding.test(folded)) kazakh += 0.8
    else if (word.length > 3 && russianEnding.test(folded)) russian += 0.8
    // Letters that only loanwords have in Kazakh.
    if (/[щэъё]/i.test(word)) russian += 0.5
  }
  if (cyrillic === 0) return latin >= 2 ? 'en' : null
  if (latin > cyrillic * 2) return 'en'
  if (kazakh === russian) return kazakh === 0 && cyrillic > 2 ? 'ru' : null
  return kazakh > russian ? 'kk' : 'ru'
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(' ').map(fold))
}
