import type { Names } from '../../city/index.ts'
import type { WorkKind } from '../rules.ts'

/** What is usually done and why: words for the works of invented cities. The street stands beside, not in the words. */
export type Template = { kind: WorkKind; title: Names; why: Names }

const say = (kk: string, ru: string, en: string): Names => ({ kk, ru, en })

export const templates = {
  asphalt: {
    kind: 'road',
    title: say(
      'Жолды орташа жөндеу: жаңа асфальт төсеу',
      'Средний ремонт дороги: новый асфальт',
      'Road repair: new asphalt',
    ),
    why: say(
      'Жол төсемі тозған, көктемде тұрғындардан шұңқырлар туралы көп өтініш түсті.',
      'Покрытие износилось, весной жители часто сообщали о ямах.',
      'The surface is worn out; in spring many residents reported potholes.',
    ),
  },
  patches: {
    kind: 'road',
    title: say('Шұңқырларды жамау', 'Ямочный ремонт', 'Patching of potholes'),
    why: say(
      'Қыстан кейін пайда болған шұңқырлар көлік қозғалысына қауіпті.',
      'Ямы после зимы опасны для движения.',
      'Holes left by the winter are a danger to traffic.',
    ),
  },
  pavement: {
    kind: 'road',
    title: say(
      'Тротуар салу және жарық орнату',
      'Устройство тротуара и освещения',
      'A new pavement with lighting',
    ),
    why: say(
      'Мектепке баратын жолда тротуар жоқ, балалар жол шетімен жүреді.',
      'По дороге в школу нет тротуара, дети ходят по обочине.',
      'There is no pavement on the way to school and children walk by the roadside.',
    ),
  },
  aryk: {
    kind: 'aryk',
    title: say('Арықтарды тазалау', 'Чистка арыков', 'Cleaning of aryks'),
    why: say(
      'Арықтарға қоқыс пен жапырақ тұрып қалған, жаңбырда көшені су басады.',
      'Арыки забиты мусором и листвой, в дождь воду выносит на улицу.',
      'Litter and leaves block the aryks and rain floods the street.',
    ),
  },
  trays: {
    kind: 'aryk',
    title: say('Арық науаларын ауыстыру', 'Замена арычных лотков', 'New channels for the aryk'),
    why: say(
      'Ескі науалар сынған, су үйлердің іргетасына жиналады.',
      'Старые лотки разрушены, вода собирается у фундаментов домов.',
      'The old channels are broken and water gathers at the houses.',
    ),
  },
  heatMain: {
    kind: 'heat_network',
    title: say(
      'Магистральдық жылу құбырын ауыстыру',
      'Замена магистральной теплотрассы',
      'Replacement of a heating main',
    ),
    why: say(
      'Құбыр 1978 жылы салынған, өткен қыста төрт рет жарылған.',
      'Трубы проложены в 1978 году, прошлой зимой было четыре порыва.',
      'The pipes are from 1978 and burst four times last winter.',
    ),
  },
  yard: {
    kind: 'yard',
    title: say(
      'Ауланы абаттандыру: балалар алаңы, жол, орындықтар',
      'Благоустройство двора: площадка, проезды, скамейки',
      'Yard improvement: playground, paths, benches',
    ),
    why: say(
      'Тұрғындар бұл ауланы халық қатысатын бюджетте таңдаған.',
      'Этот двор жители выбрали в бюджете народного участия.',
      'Residents chose this yard in the participatory budget.',
    ),
  },
  snow: {
    kind: 'snow',
    title: say('Қарды тазалау және шығару', 'Уборка и вывоз снега', 'Snow clearing and removal'),
    why: say(
      'Қар үйіндісі жолды тарылтып тұр. Көлігіңізді түнгі 22:00–06:00 аралығында көшеде қалдырмаңыз.',
      'Снежные валы сузили проезд. Не оставляйте машины на улице с 22:00 до 06:00.',
      'Heaps of snow narrow the street. Leave no cars there from 22:00 to 06:00.',
    ),
  },
  waste: {
    kind: 'waste',
    title: say(
      'Ірі көлемді қоқысты жинау күндері',
      'Дни сбора крупногабаритных отходов',
      'Days of bulky waste collection',
    ),
    why: say(
      'Ескі жиһаз бен құрылыс қалдығын контейнер алаңына таңғы 9-ға дейін шығарыңыз.',
      'Вынесите старую мебель и строительный мусор на площадку до 9 утра.',
      'Put old furniture and rubble at the container site before 9 a.m.',
    ),
  },
  waterOff: {
    kind: 'water_off',
    title: say(
      'Су болмайды: құбыр мен ысырманы ауыстыру',
      'Нет воды: замена трубы и задвижки',
      'No water: a pipe and a valve are replaced',
    ),
    why: say(
      'Құбырдағы ақауды жою үшін суды жабамыз. Ауызсу тасымалы үйлердің жанында тұрады.',
      'Воду закроют, чтобы устранить утечку. Машина с питьевой водой будет стоять у домов.',
      'The water is shut to mend a leak. A lorry with drinking water stands by the houses.',
    ),
  },
  heatOff: {
    kind: 'heat_off',
    title: say(
      'Жылу мен ыстық су болмайды: ақауды жою',
      'Нет тепла и горячей воды: устранение порыва',
      'No heating and hot water: a burst is mended',
    ),
    why: say(
      'Жылу құбыры жарылды, бригада жұмыс істеп жатыр.',
      'Порыв на теплотрассе, на месте работает бригада.',
      'A heating pipe has burst and a crew is at work.',
    ),
  },
  powerOff: {
    kind: 'power_off',
    title: say(
      'Жарық болмайды: желіні жоспарлы жөндеу',
      'Нет света: плановый ремонт сети',
      'No power: planned repair of the grid',
    ),
    why: say(
      'Трансформатор мен сымдарды ауыстырамыз, жұмыс кезінде желі ажыратылады.',
      'Меняем трансформатор и провода, на время работ сеть отключат.',
      'A transformer and cables are replaced and the grid is off meanwhile.',
    ),
  },
  gasOff: {
    kind: 'gas_off',
    title: say(
      'Газ болмайды: жаңа үйлерді қосу',
      'Нет газа: подключение новых домов',
      'No gas: new houses are connected',
    ),
    why: say(
      'Газ құбырына жаңа үйлерді қосамыз. Жұмыс біткенше плитаның шүмегін жабыңыз.',
      'Подключаем новые дома. До конца работ держите краны плит закрытыми.',
      'New houses are connected. Keep the taps of your cookers shut until it is done.',
    ),
  },
} as const satisfies Record<string, Template>
export type TemplateName = keyof typeof templates

/** Why dates move, why a work is called off, what came of one. */
export const sayings = {
  rain: say(
    'Жаңбыр жауып тұр, ылғал төсемге асфальт төсеуге болмайды.',
    'Дожди: на мокрое основание асфальт не кладут.',
    'Rain: no asphalt is laid on wet ground.',
  ),
  supply: say('Құбырлар кешігіп келді.', 'Трубы пришли позже срока.', 'The pipes came late.'),
  tender: say(
    'Мердігерді таңдау конкурсы қайта өтті.',
    'Конкурс на выбор подрядчика прошёл повторно.',
    'The tender had to be repeated.',
  ),
  frost: say(
    'Аяз −25 градустан төмен, жер қазу жұмысы тоқтатылды.',
    'Мороз ниже −25, земляные работы остановлены.',
    'Frost below −25: digging has stopped.',
  ),
  thaw: say('Күн жылынып, қар еріп кетті.', 'Потеплело, снег растаял.', 'It grew warm and the snow melted.'),
  joined: say(
    'Бұл учаске келесі жылғы күрделі жөндеуге қосылды.',
    'Участок включён в капитальный ремонт следующего года.',
    'This stretch joins the overhaul of the next year.',
  ),
  laid: say(
    '1,4 км жолға екі қабат асфальт төселді, 86 құдық қақпағы көтерілді.',
    'Уложено два слоя асфальта на 1,4 км, подняты 86 люков.',
    'Two layers of asphalt on 1.4 km, 86 covers raised.',
  ),
  cleaned: say(
    '2,1 км арық тазаланды, 38 жүк көлігі қоқыс шығарылды.',
    'Очищено 2,1 км арыков, вывезено 38 машин мусора.',
    '2.1 km of aryks cleaned, 38 lorries of litter removed.',
  ),
  mended: say(
    '620 метр құбыр ауыстырылды, сынақтан өтті.',
    'Заменено 620 метров труб, испытания пройдены.',
    '620 metres of pipes replaced and tested.',
  ),
} as const satisfies Record<string, Names>
export type SayingName = keyof typeof sayings
