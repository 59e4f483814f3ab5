/**
 * What stands in the portal: texts and addresses as residents write them. Kazakh on a Russian keyboard, Latin letters,
 * slips, both languages in one sentence.
 */
export const written = {
  pothole: ['На дороге глубокая яма, машины объезжают по тротуару', 'ул.Абая, 12/4'],
  holes: ['Ямы по всей улице после ремонта труб', 'Казахстан, 75'],
  snow: ['Аулада қар тазаланбаған, тайғақ, қарт адамдар құлап жатыр', 'Қабанбай батыр көшесі, 7'],
  traffic: ['Бағдаршам не работает, машины едут кто как хочет', 'перекрёсток Абая и Сатпаева'],
  light: ['Светофор сломан второй день', 'Виноградова 3'],
  dark: ['Подъезде темно, лампочка перегорела', 'Қазыбек би 1'],
  lamp: ['Көшеде жарық жоқ, шамдар жанбайды', 'Абай даңғылы 40'],
  dog: ['Собаки у школы бросаются на детей', 'Протозанова 12'],
  latin: ['Cвaлкa за гаражами, мусор горит', 'Бажова 9'],
  ice: ['Тротуарда гололёд, посыпать некому, екі адам құлады', 'Тоқтаров 12'],
  bus: ['Автобус №36 вечером не ходит, ждем по часу', 'остановка Рынок'],
  water: ['Су жок ушинши кун, никто не отвечает', 'Бурова 25'],
  manhole: ['Открытый люк возле дет сада!!! дети ходят', 'Красина 8'],
  heat: ['Батареи холодные, жылу беру басталмады', 'Мызы 15'],
} as const satisfies Record<string, readonly [text: string, address: string]>

export type Written = keyof typeof written

/** What is typed into the box, and what must be found; `works: false` says what one would wish for and does not get. */
export const searchCases: readonly { q: string; finds: readonly Written[]; why: string; works?: false }[] = [
  { q: 'яма', finds: ['pothole', 'holes'], why: 'any Russian form of the word' },
  { q: 'ямы Абая', finds: ['pothole'], why: 'a word of the text and one of the address' },
  { q: 'кар тазаланбаган', finds: ['snow'], why: 'Kazakh typed on a Russian keyboard' },
  { q: 'қардан', finds: ['snow'], why: 'another case of a Kazakh word' },
  { q: 'багдаршам', finds: ['traffic'], why: 'a Kazakh word in a Russian sentence' },
  { q: 'бағдаршам не работает', finds: ['traffic'], why: 'both languages in one search' },
  { q: 'светафор сломан', finds: ['light'], why: 'a slip of the keyboard is mended' },
  { q: 'CBAЛKA', finds: ['latin'], why: 'Latin capitals that look Cyrillic, other ones than in the text' },
  { q: 'абай 40', finds: ['lamp'], why: 'a house of a street, the street without its ending' },
  { q: '12/4', finds: ['pothole'], why: 'a house with a fraction' },
  { q: 'собака школа', finds: ['dog'], why: 'dictionary forms for "собаки у школы"' },
  { q: 'гололед', finds: ['ice'], why: 'е for ё' },
  { q: 'су жоқ', finds: ['water'], why: 'the text has "жок": the Russian keyboard the other way round' },
  { q: 'автобус 36', finds: ['bus'], why: 'the number of a route behind №' },
  {
    q: 'люк детсад',
    finds: ['manhole'],
    why: 'nobody writes "дет сад" in one way: found by "люк", and the page says so',
  },
  { q: 'кабанбай', finds: ['snow'], why: 'part of a Kazakh address on a Russian keyboard' },
  { q: 'отопление', finds: ['heat'], why: 'no text has the word, only "батареи" and "жылу"', works: false },
  { q: 'svetofor', finds: ['light'], why: 'Russian in Latin letters by sound', works: false },
  { q: 'светофор', finds: ['light', 'traffic'], why: 'the same thing in the other language', works: false },
]
