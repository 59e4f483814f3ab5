import { barChart } from '../charts/bar-chart.ts'
import type { ChartFigure } from '../charts/chart.ts'
import { columnChart } from '../charts/column-chart.ts'
import { type DistrictMap, districtMap, type LonLat } from '../charts/district-map.ts'
import { dotRangeChart } from '../charts/dot-range-chart.ts'
import { funnelChart } from '../charts/funnel-chart.ts'
import { lineChart } from '../charts/line-chart.ts'
import { stackedBarChart } from '../charts/stacked-bar-chart.ts'
import { iconNames } from '../look/icons.ts'
import { qrCode } from '../look/qr.ts'
import type { PageModel } from './page.ts'
import { paginate } from './pagination.ts'
import type { ComplaintCard, TimelineEntry, Tone } from './parts.ts'

/** Each partial of `views/shared` with arguments for all its states. The words in it are examples, not texts of the portal. */
export type GalleryModel = PageModel & {
  sections: { name: string; wide: boolean; states: object[] }[]
  icons: readonly string[]
}

/** Model of `views/gallery/index`, a page for development: every component in every state. */
export function galleryModel(): GalleryModel {
  return {
    page: { title: 'Gallery', noindex: true },
    sections: [...controls(), ...notices(), ...facts(), ...complaints(), ...charts()],
    icons: iconNames,
  }
}

type Sections = GalleryModel['sections']

const section = (name: string, ...states: object[]): Sections[number] => ({ name, states, wide: false })
const wideSection = (name: string, ...states: object[]): Sections[number] => ({ name, states, wide: true })

const TONES: Tone[] = ['neutral', 'accent', 'info', 'success', 'warning', 'danger']
const LONG_OFFICE = 'Тұрғын үй-коммуналдық шаруашылық, жолаушылар көлігі және автомобиль жолдары бөлімі'

function controls(): Sections {
  const choices = [
    { value: 'dump', label: 'Рұқсатсыз қоқыс үйіндісі', icon: 'trash-2' },
    { value: 'snow', label: 'Жолдағы қар', icon: 'snowflake' },
    { value: 'light', label: 'Көше жарығы', icon: 'lightbulb', hint: 'Шам жанбайды, бағана қисайған' },
    { value: 'other', label: 'Білмеймін', icon: 'circle-help' },
  ]
  return [
    section(
      'button',
      { label: 'Өтінішті жіберу' },
      { label: 'Сақтау', variant: 'secondary', icon: 'save' },
      { label: 'Болдырмау', variant: 'tertiary' },
      { label: 'Жою', tone: 'danger', icon: 'trash-2' },
      { label: 'Қолдану', size: 'sm', variant: 'secondary' },
    ),
    section(
      'link-button',
      { href: '#', label: 'Мәселе туралы хабарлау' },
      { href: '#', label: 'CSV', icon: 'download', variant: 'secondary' },
    ),
    section(
      'field',
      {
        name: 'text',
        label: 'Не болды?',
        type: 'textarea',
        hint: 'Аты-жөніңізді және телефоныңызды жазбаңыз',
        value: '',
      },
      {
        name: 'mail',
        label: 'Электрондық пошта',
        type: 'email',
        optional: true,
        width: 'l',
        autocomplete: 'email',
      },
      {
        name: 'phone',
        label: 'Телефон',
        type: 'tel',
        value: '87771',
        error: 'Телефон нөмірі қате. Мысалы: +7 777 123 45 67',
        width: 'm',
      },
      {
        name: 'district',
        label: 'Аудан',
        type: 'select',
        value: 'b',
        options: [
          { value: '', label: 'Бүкіл қала' },
          { value: 'b', label: 'Бостандық ауданы' },
        ],
      },
      {
        name: 'photos',
        label: 'Фото',
        type: 'file',
        multiple: true,
        optional: true,
        accept: 'image/jpeg,image/png,image/webp',
      },
    ),
    section('search-box', {
      action: '#',
      name: 'number',
      label: 'Өтініш нөмірі',
      hint: 'Мысалы: 2611-0483-1725',
      inputmode: 'numeric',
    }),
    section(
      'radios',
      {
        name: 'category',
        legend: 'Мәселе не туралы?',
        legendLook: 'section',
        look: 'tiles',
        options: choices,
        value: 'snow',
      },
      {
        name: 'seen',
        legend: 'Өтінішті кім көреді?',
        look: 'cards',
        value: 'all',
        options: [
          { value: 'all', label: 'Барлығы, атыңызсыз', hint: 'Жауапты көршілер де көреді' },
          { value: 'staff', label: 'Тек мекеме' },
        ],
      },
      {
        name: 'fixed',
        legend: 'Мәселе шешілді ме?',
        look: 'inline',
        options: [
          { value: 'yes', label: 'Иә' },
          { value: 'partly', label: 'Ішінара' },
          { value: 'no', label: 'Жоқ' },
        ],
      },
      {
        name: 'missed',
        legend: 'Тіл',
        options: [
          { value: 'kk', label: 'Қазақша' },
          { value: 'ru', label: 'Русский' },
        ],
        error: 'Тілді таңдаңыз',
      },
    ),
    section('checkboxes', {
      name: 'status',
      legend: 'Күйі',
      values: ['new'],
      options: [
        { value: 'new', label: 'Жаңа' },
        { value: 'work', label: 'Орындалуда' },
      ],
    }),
    section(
      'checkbox',
      { name: 'agree', label: 'Жауап келгенде хабарлаңыз', hint: 'Хат тек осы өтініш туралы болады' },
      { name: 'must', label: 'Келісемін', error: 'Жалғастыру үшін белгілеңіз' },
    ),
    section('error-summary', {
      errors: [
        { href: '#text', text: 'Мәселені сипаттаңыз: кемінде 10 таңба' },
        { href: '#phone', text: 'Телефон нөмірі қате' },
      ],
    }),
  ]
}

function notices(): Sections {
  return [
    section(
      'alert',
      ...(['info', 'success', 'warning', 'danger'] as const).map((tone) => ({
        tone,
        title: 'Су жоқ',
        level: 3,
        text: 'Абай көшесінде сағат 18:00-ге дейін су болмайды.',
        links: [{ href: '#', label: 'Толығырақ' }],
      })),
      { text: 'Тақырыпсыз хабарлама.' },
    ),
    section('empty-state', {
      title: 'Ештеңе табылмады',
      level: 3,
      icon: 'search',
      text: 'Сүзгілердің бірін алып тастап көріңіз.',
      actions: [
        { href: '#', label: 'Сүзгілерді тазарту' },
        { href: '#', label: 'Мәселе туралы хабарлау' },
      ],
    }),
    section('details', {
      summary: 'Неге дәл осы күн?',
      text: 'Заң 15 жұмыс күнін береді.\nМереке күндері есептелмейді.',
    }),
    section('tag', ...TONES.map((tone) => ({ tone, label: 'Орындалуда', icon: 'hammer' })), {
      tone: 'neutral',
      label: 'Белгішесіз',
    }),
    section(
      'deadline',
      ...TONES.map((tone) => ({ tone, text: '9 жұмыс күні қалды (4 желтоқсанға дейін)' })),
      { tone: 'danger', icon: 'triangle-alert', text: '3 жұмыс күніне кешікті' },
    ),
  ]
}

function facts(): Sections {
  const list = paginate({
    page: 5,
    perPage: 20,
    total: 1284,
    hrefOf: (page) => `?page=${page}`,
    formatNumber: String,
    summaryOf: ({ from, to, total }) => `${from}–${to} / ${total}`,
  })
  return [
    section('number', { value: '2611-0483-1725' }, { value: '2611-0483-1725', big: true }),
    section('summary-list', {
      rows: [
        { label: 'Мекенжай', value: 'Қазақстан көшесі, 71', action: { href: '#', label: 'Өзгерту' } },
        { label: 'Жауапты', value: LONG_OFFICE, href: '#' },
        { label: 'Мәтін', value: 'Бірінші жол\nекінші жол', action: { href: '#', label: 'Өзгерту' } },
      ],
    }),
    wideSection('progress-list', {
      label: 'Барысы',
      wide: true,
      steps: [
        { label: 'Жаңа', state: 'done', note: '3 қараша' },
        { label: 'Қабылданды', state: 'done', note: '4 қараша' },
        { label: 'Орындалуда', state: 'current' },
        { label: 'Жауап берілді', state: 'todo' },
        { label: 'Шешілгені расталды', state: 'todo' },
      ],
    }),
    section(
      'stat-tile',
      {
        label: 'Мерзімінде жауап берілгені',
        value: '87',
        unit: '%',
        note: 'мақсат 95 %',
        tone: 'warning',
        href: '#',
      },
      { label: 'Тұрғындар растады', value: '61', unit: '%', tone: 'success' },
    ),
    section('table', {
      caption: 'Аудандар бойынша',
      columns: [
        { label: 'Аудан', sortHref: '#' },
        { label: 'Өтініш', numeric: true, sortHref: '#', sorted: 'descending' },
        { label: 'Мерзімінде', numeric: true },
      ],
      rows: [
        [{ text: 'Бостандық', href: '#' }, '1 284', '87 %'],
        ['Медеу', '962', { text: '–', note: '10 өтініштен аз' }],
      ],
    }),
    wideSection('pagination', list),
    section('tabs', {
      label: 'Көрініс',
      items: [
        { href: '#', label: 'Тізім', current: true, count: '1 284' },
        { href: '#', label: 'Карта', current: false },
      ],
    }),
    section('filter-chips', {
      chips: [
        { label: 'Жолдар', href: '#' },
        { label: 'Бостандық ауданы', href: '#' },
      ],
      clearHref: '#',
    }),
    section('copy-link', {
      id: 'gallery-link',
      label: 'Сіздің жеке сілтемеңіз',
      value: 'https://example.org/kk/oskemen/c/3f9a',
      hint: 'Оны сақтап қойыңыз',
    }),
    section('qr', { ...qrCode('https://example.org/kk/oskemen/c/3f9a'), label: 'Жеке сілтеменің QR коды' }),
    section('share', {
      url: 'https://example.org',
      title: 'Ашық қала',
      links: [
        { href: '#', label: 'Telegram' },
        { href: '#', label: 'WhatsApp' },
      ],
    }),
    section('downloads', {
      items: [
        { href: '#', label: 'CSV', size: '12 КБ' },
        { href: '#', label: 'GeoJSON' },
      ],
    }),
    section('print-button', {}),
    section('crumbs', {
      items: [
        { href: '#', label: 'Басты бет' },
        { href: '#', label: 'Өтініштер' },
      ],
    }),
    section('back-link', { href: '#' }),
  ]
}

function complaints(): Sections {
  const picture = { src: asPicture('#7a7f86'), alt: 'Жолдағы шұңқыр', width: 400, height: 300 }
  const after = { src: asPicture('#8fae93'), alt: 'Жөнделген жол', width: 400, height: 300 }
  const card: ComplaintCard = {
    href: '#',
    title: 'Жолдағы шұңқырлар · Қазақстан көшесі',
    icon: 'construction',
    place: 'Қазақстан көшесі, 71',
    date: { iso: '2026-11-03T10:12:00+05:00', text: '2026 ж. 3 қараша' },
    number: '2611-0483-1725',
    supporters: '12',
    level: 3,
    tag: { label: 'Орындалуда', tone: 'info', icon: 'hammer' },
    deadline: { text: '3 жұмыс күніне кешікті', tone: 'danger', icon: 'triangle-alert' },
    photo: picture,
  }
  const entry: TimelineEntry = {
    at: { iso: '2026-11-04T11:20:00+05:00', text: '2026 ж. 4 қараша, 11:20' },
    title: 'Қабылданды',
    icon: 'circle-check',
    tone: 'info',
    by: LONG_OFFICE,
  }
  return [
    section('card', card, {
      ...card,
      photo: null,
      deadline: null,
      tag: { label: 'Шешілгені расталды', tone: 'success', icon: 'badge-check' },
      title: 'Қоқыс шығарылмайды · Защита шағын ауданы, 12 және 14-үйлердің ауласы',
    }),
    section('photos', { photos: [picture, { ...after, caption: '12 қарашада түсірілген', href: '#' }] }),
    wideSection('before-after', { before: picture, after }),
    section('answer', {
      title: 'Ресми жауап',
      level: 3,
      office: LONG_OFFICE,
      position: 'Бөлім басшысының орынбасары',
      text: 'Шұңқыр 11 қарашада жөнделді.\nКепілдік — 3 жыл.',
      date: { iso: '2026-11-12', text: '2026 ж. 12 қараша' },
      attachments: [{ href: '#', label: 'Акт (PDF, 240 КБ)' }],
    }),
    section('timeline', {
      shown: 3,
      entries: [
        { ...entry, title: 'Жауап берілді', icon: 'message-square', tone: 'accent' },
        {
          ...entry,
          title: 'Мердігерге қоңырау шалу керек',
          icon: 'sticky-note',
          internal: true,
          text: 'Ертең 9:00-де',
        },
        {
          ...entry,
          title: 'Мерзімі ұзартылды',
          icon: 'calendar-clock',
          tone: 'warning',
          text: 'Ауа температурасы +5 °C-тан жоғары болуы керек.',
        },
        entry,
        { ...entry, title: 'Өтініш түсті', icon: 'send', tone: 'neutral', photos: [picture] },
      ],
    }),
  ]
}

/** A plain picture without a file: the gallery must work before anything was uploaded. */
const asPicture = (color: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="${color}"/></svg>`)}`

function charts(): Sections {
  const months = ['Жел', 'Қаң', 'Ақп', 'Нау', 'Сәу', 'Мам', 'Мау', 'Шіл', 'Там', 'Қыр', 'Қаз', 'Қар']
  const percent = (value: number): string => `${value} %`
  const figure = (
    id: string,
    chart: ChartFigure['chart'],
    key: ChartFigure['key'] = [],
  ): { figure: ChartFigure } => ({
    figure: {
      id,
      chart,
      key,
      level: 3,
      title: 'Мерзімінде жауап берілгендердің үлесі жыл ішінде 9 пайыздық тармаққа өсті',
      subtitle: 'Өскемен, 2025 жылғы желтоқсан – 2026 жылғы қараша, пайыз',
      description: 'Үлес 78 пайыздан 87 пайызға дейін өсті.',
      source: 'Ашық қала',
      updated: '2026 ж. 21 қараша',
      methodHref: '#',
      downloads: [{ href: '#', label: 'CSV' }],
      table: {
        caption: `Айлар бойынша (${id})`,
        columns: [{ label: 'Ай' }, { label: 'Үлес', numeric: true }],
        rows: months.map((month, index) => [month, percent(78 + index)]),
      },
    },
  })
  const line = lineChart({
    times: months.map((label, index) => ({ label, minor: index % 3 !== 2 })),
    format: percent,
    max: 100,
    target: { value: 95, label: 'мақсат 95 %' },
    lastIsPartial: true,
    series: [
      {
        values: [78, 76, 80, 79, 82, 81, 84, null, 83, 85, 86, 87],
        low: [70, 68, 72, 71, 75, 74, 77, null, 76, 79, 80, 78],
        high: [84, 83, 86, 85, 88, 87, 90, null, 89, 90, 91, 94],
      },
      { values: [60, 62, 61, 58, 63, 64, 66, 65, 67, 66, 70, 69] },
    ],
  })
  const rows = [LONG_OFFICE, 'Қала құрылысы бөлімі', 'Су арнасы', 'Жылу желілері'].map((label, index) => ({
    label,
    value: 92 - index * 17,
    href: '#',
    marked: index === 1,
  }))
  return [
    wideSection(
      'chart',
      figure('chart-line', line, [
        { label: 'Өскемен', series: 1 },
        { label: 'Облыс', series: 2 },
      ]),
    ),
    wideSection(
      'chart',
      figure(
        'chart-bar',
        barChart({ rows, format: percent, max: 100, target: { value: 95, label: 'мақсат 95 %' } }),
      ),
    ),
    wideSection(
      'chart',
      figure(
        'chart-columns',
        columnChart({
          columns: Array.from({ length: 15 }, (_, day) => ({
            label: String(day + 1),
            value: Math.round(40 * Math.exp(-(((day - 6) / 4) ** 2))),
            minor: day % 3 !== 0,
            muted: day > 12,
          })),
          format: String,
          marker: { after: 8, label: 'медиана 8 күн' },
        }),
      ),
    ),
    wideSection(
      'chart',
      figure(
        'chart-stacked',
        stackedBarChart({
          parts: ['Шешілді', 'Ішінара', 'Шешілмеді', 'Жауап жоқ'],
          format: (_value, share) => percent(Math.round(share * 100)),
          rows: rows.map(({ label }, index) => ({
            label,
            values: [60 - index * 9, 12, 10 + index * 4, 18],
            note: `n = ${120 + index}`,
          })),
        }),
        ['Шешілді', 'Ішінара', 'Шешілмеді', 'Жауап жоқ'].map((label, index) => ({
          label,
          series: (index + 1) as 1 | 2 | 3 | 4,
        })),
      ),
    ),
    wideSection(
      'chart',
      figure(
        'chart-dot-range',
        dotRangeChart({
          rows: rows.map(({ label }, index) => ({
            label,
            middle: 6 + index * 2,
            high: index === 3 ? null : 15 + index * 4,
            text: `${6 + index * 2} күн`,
            href: '#',
            marked: index === 1,
          })),
          format: String,
          target: { value: 15, label: '15' },
        }),
      ),
    ),
    wideSection(
      'chart',
      figure(
        'chart-funnel',
        funnelChart({
          points: rows.map(({ label }, index) => ({
            label,
            share: 0.93 - index * 0.06,
            of: 40 + index * index * 150,
            href: '#',
          })),
          rate: 0.87,
          middleLabel: 'барлығы бірге: 87 %',
          formatShare: (share) => percent(Math.round(share * 100)),
          formatCount: String,
        }),
      ),
    ),
    wideSection('map-svg', { map: sampleMap() }),
  ]
}

function sampleMap(): DistrictMap {
  const box = (west: number, south: number, east: number, north: number): LonLat[] => [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
  return districtMap({
    label: 'Қала картасы',
    bounds: { west: 82.5, south: 49.9, east: 82.8, north: 50.02 },
    districts: [
      { name: 'Орталық', rings: [box(82.55, 49.93, 82.63, 49.99)], href: '#', level: 4 },
      { name: 'Сол жағалау', rings: [box(82.63, 49.92, 82.74, 49.975)], href: '#', level: 2 },
    ],
    marks: [
      { at: [82.6, 49.96], count: 128, text: '128', href: '#', label: 'Орталық: 128 өтініш' },
      { at: [82.68, 49.94], count: 9, text: '9', href: '#', label: 'Сол жағалау: 9 өтініш', tone: 'danger' },
    ],
    moves: [
      { href: '#', label: 'Жақындату', icon: 'plus' },
      { href: '#', label: 'Алыстату', icon: 'minus' },
    ],
  })
}
