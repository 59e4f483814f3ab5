import { fold, foldedWords } from '../../platform/text/fold.ts'
import { kindOfWord, type StreetKind } from './street.ts'

/** A house as people write it: '12', '12А', '12/4', '12 корпус 2'. Parts that are not there are ''. */
export type House = { number: string; building: string }

/** The words of a street's name, folded, without the word for its kind. */
export type StreetWords = { words: string[]; kind: StreetKind | null }

export type Address = {
  /** Two for a corner, none when only a landmark was written. */
  streets: StreetWords[]
  house: House | null
  /** As it was written: 'возле школы 5'. */
  landmark: string
}

/** What begins a landmark in Russian, and what ends one in Kazakh; the rest of the part belongs to it. */
const russianLandmark =
  /(?:^|\s)(?:возле|около|у|за|напротив|рядом|перед|под|между|недалеко|вблизи|позади|сзади|слева|справа|во двор\S*|двор\S*|подъезд\S*|\d+-?(?:й|ый|ой) подъезд\S*|вход\S*|остановк\S*|ост\.)(?=\s|$).*$/iu
const kazakhLandmark =
  /(?:жанын\S*|қасын\S*|касын\S*|маңын\S*|манын\S*|алдын\S*|артын\S*|тұсын\S*|тусын\S*|қарсысын\S*|карсысын\S*|ішінде|ауласын\S*|кіреберіс\S*)\s*\.?$/iu
const kazakhKindWord =
  /(?<=\s)(?:көшесі|кошеси|к-сі|көш\.|даңғылы|дангылы|даң\.|бульвары|ықшамауданы|ш\/а|алаңы)\S*/iu

/** Flats stay out: they tell where a person lives, and nobody needs them to find a pothole. */
const flats =
  /(?:^|[\s,])(?:кв|квартира|патер|оф|офис)[.\s]*№?\s*\d+[а-я]?(?=$|[\s,.;])|(?:^|[\s,])\d+(?:\s*-\s*кв|\s*-?\s*патер)\S*(?=$|[\s,.;])/giu

const houseWords = '(?:дом|уй|үй)(?:и|де|инде|дин|ы)?'
const house = new RegExp(
  '(?:(?<=[\\s,])|^)' +
    `(?<before>(?:${houseWords}|д|№)[.\\s]*)?` +
    '(?<number>\\d{1,4}(?:\\s?[а-яa-z](?![а-яa-z]))?(?:\\s?[/\\\\]\\s?\\d{1,4}[а-яa-z]?(?![а-яa-z]))?)' +
    '(?:\\s?-\\s?\\d{1,4})?' +
    `(?<after>\\s*-?\\s*${houseWords}(?![а-яa-z]))?` +
    '(?:[\\s,]*(?:корпус|корп|строение|стр|блок|бл|к)[.\\s]*(?<building>\\d{1,3}[а-я]?|[а-яa-z](?![а-яa-z]))|' +
    '[\\s,]+(?<buildingKk>\\d{1,3})\\s*-?\\s*корпус)?' +
    '(?=$|[\\s,.;])',
  'giu',
)

/** Words that say nothing of which street it is. */
const noise =
  /^(?:г|гор|город|кала|каласы|к|имени|им|атындагы|угол|уг|пересечени[ея]|перекрест\S*|киылыс\S*)$/u
const cornerWord = /(?:^|\s)(?:угол|уг\.?|пересечени[ея]|перекр[её]ст\S*|қиылыс\S*|киылыс\S*)(?=\s|$)/iu
const cornerBetween = /\s+(?:и|мен|пен|бен|уг\.?|угол)\s+|\s+[-–—]\s+|(?<=\p{L}{3})\s*\/\s*(?=\p{L}{3})/iu

/**
 * Reads an address as residents of Kazakhstan write it (domain.md F8): kind before or after the name, either language,
 * a house in any form, a corner of two streets, a landmark. Linear in the length of the text.
 * @param cityNames names of the city, which need no search
 */
export function parseAddress(text: string, cityNames: readonly string[] = []): Address {
  const landmarks: string[] = []
  const parts: string[] = []
  for (const part of tidy(text).split(/[,;]/)) {
    const { rest, landmark } = splitLandmark(part.trim())
    if (landmark !== '') landmarks.push(landmark)
    if (rest !== '' && !isCity(rest, cityNames)) parts.push(rest)
  }
  const core = parts.join(', ')
  const corner = splitCorner(core)
  if (corner !== null) {
    return { streets: corner.map((one) => streetOf(fold(one))), house: null, landmark: landmarks.join(', ') }
  }
  const { found, rest } = splitHouse(fold(core).replace(flats, ' '))
  const street = streetOf(rest)
  return {
    streets: street.words.length === 0 ? [] : [street],
    house: found,
    landmark: landmarks.join(', '),
  }
}

/** Abbreviations with a hyphen or a slash inside would fall apart into words. */
function tidy(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<![\p{L}\d])(?:пр-к?т|пр-кт)(?![\p{L}])\.?/giu, 'проспект')
    .replaceAll(/(?<![\p{L}\d])пр-д(?![\p{L}])\.?/giu, 'проезд')
    .replaceAll(/(?<![\p{L}\d])б-р(?![\p{L}])\.?/giu, 'бульвар')
    .replaceAll(/(?<![\p{L}\d])(?:ш|ы)\/а(?![\p{L}])\.?/giu, 'мкр')
    .replaceAll(/(?<![\p{L}\d])м-н(?![\p{L}])\.?/giu, 'мкр')
    .replaceAll(/(?<![\p{L}\d])к-с[іi](?=\P{L}|$)\.?/giu, 'көшесі')
    .replaceAll(/(?:шағын|шагын|мөлтек)\s+аудан(?=\P{L}|ы|$)/giu, 'ықшамаудан')
    .replaceAll(/тас\s+жол/giu, 'тасжол')
    .trim()
}

function splitLandmark(part: string): { rest: string; landmark: string } {
  if (kazakhLandmark.test(part)) {
    const kind = kazakhKindWord.exec(part)
    if (kind === null) return { rest: '', landmark: part }
    const end = kind.index + kind[0].length
    return { rest: part.slice(0, end), landmark: part.slice(end).trim() }
  }
  const found = russianLandmark.exec(part)
  if (found === null) return { rest: part, landmark: '' }
  return { rest: part.slice(0, found.index).trim(), landmark: found[0].trim() }
}

function isCity(part: string, cityNames: readonly string[]): boolean {
  const words = foldedWords(part).filter((word) => !/^(?:г|гор|город|к|каласы|кала)$/u.test(word))
  const name = words.join(' ')
  if (/^\d{6}$/.test(name)) return true
  return cityNames.some((one) => foldedWords(one).join(' ') === name)
}

/** The two streets of a corner; a house in the text means that it is none. */
function splitCorner(core: string): [string, string] | null {
  const bare = core.replace(cornerWord, ' ').trim()
  const isSaid = bare !== core.trim()
  const sides = bare.split(cornerBetween).filter((side) => /\p{L}{3}/u.test(side))
  const [one, two] = sides
  if (sides.length === 2 && one !== undefined && two !== undefined) return [one, two]
  if (!isSaid) return null
  const words = bare.split(/[\s,]+/).filter(Boolean)
  const [first, second] = words
  return words.length === 2 && first !== undefined && second !== undefined ? [first, second] : null
}

function splitHouse(core: string): { found: House | null; rest: string } {
  const all = [...core.matchAll(house)]
  const isSaid = (match: RegExpExecArray) =>
    match.groups?.['before'] !== undefined || match.groups?.['after'] !== undefined
  const match = all.findLast(isSaid) ?? all.findLast((one) => isHousePlace(core, one))
  if (match === undefined) return { found: null, rest: core }
  const { number = '', building, buildingKk } = match.groups ?? {}
  const rest = `${core.slice(0, match.index)} ${core.slice(match.index + match[0].length)}`
  return { found: { number: plainNumber(number), building: plain(building ?? buildingKk ?? '') }, rest }
}

/** A number without the word 'дом' is a house only at the end, behind a name: '8 марта' and '14 мкр' are names. */
function isHousePlace(core: string, match: RegExpExecArray): boolean {
  const before = core.slice(0, match.index)
  const after = core.slice(match.index + match[0].length)
  const named = foldedWords(before).some((word) => kindOfWord(word) === null && !noise.test(word))
  return named && !/\p{L}/u.test(after)
}

const plainNumber = (text: string) => plain(text.replaceAll(/\s+/g, '').replace('\\', '/'))
const latinLetters: Readonly<Record<string, string>> = { a: 'а', b: 'б', v: 'в', g: 'г', d: 'д', e: 'е' }
/** Capital Cyrillic letters, as plates on houses have them. */
const plain = (text: string) =>
  text.replaceAll(/[a-z]/g, (letter) => latinLetters[letter] ?? letter).toUpperCase()

function streetOf(folded: string): StreetWords {
  const words = foldedWords(folded).filter((word) => !noise.test(word))
  let kind: StreetKind | null = null
  const name: string[] = []
  const kindAsWritten: string[] = []
  for (const word of words) {
    const found = kindOfWord(word)
    if (found === null) name.push(word)
    else {
      kindAsWritten.push(word)
      // 'тұйық көшесі' is a lane, so the first word decides.
      kind ??= found
    }
  }
  // 'Набережная' may be all that the street is called.
  return name.length > 0 ? { words: name, kind } : { words: kindAsWritten.slice(0, 1), kind: null }
}
