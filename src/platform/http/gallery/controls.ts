import { type Sections, section } from './section.ts'

export function controls(): Sections {
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
