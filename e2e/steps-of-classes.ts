/** Steps of the story in which the school fills: teachers, a class teacher, pupils, a parent. */
import { expect } from '@playwright/test'
import { look } from './look.ts'
import { type Crowd, isPhone, type Somebody } from './people.ts'
import { acceptRequest, addressIn, askToJoin, isGreeted, makeLink, openInbox, openMyClass } from './steps-of-entry.ts'
import { type CodeFor, setKey } from './steps-of-sign-in.ts'

const teacherName = 'Елена Сергеевна Круглова'

export async function takeInTeacher(crowd: Crowd, admin: Somebody): Promise<Somebody> {
  const link = await makeLink(admin, 'Учителя', { days: '7 дней', uses: '3', picture: 'link-staff' })
  const who = { surname: 'Круглова', name: 'Елена', patronymic: 'Сергеевна', position: 'учитель математики' }
  await openInbox(admin.page)
  const teacher = await askToJoin(crowd, link, who, 'teacher')
  // The request appears in the open page by itself.
  await expect(admin.page.getByRole('article', { name: 'Елена Круглова' })).toBeVisible()
  await look(admin.page, 'school-inbox')
  await acceptRequest(admin.page, 'Елена Круглова')
  await isGreeted(teacher, 'Елена Сергеевна')
  await look(teacher.page, 'hello-teacher')
  await teacher.page.getByRole('link', { name: 'В чаты' }).click()
  await expect(teacher.page.getByText('Учительская').first()).toBeVisible()
  return teacher
}

export async function confirmTeacher(admin: Somebody, teacher: Somebody): Promise<void> {
  await openInbox(admin.page)
  await teacher.page.goto('/more')
  await teacher.page.getByRole('button', { name: 'Запросить статус «учитель»' }).click()
  await expect(teacher.page.getByText('на проверке')).toBeVisible()
  await look(teacher.page, 'more-status-asked')
  await expect(admin.page.getByText('просит статус «учитель»')).toBeVisible()
  await admin.page.getByRole('button', { name: 'Подтвердить' }).click()
  await expect(admin.page.getByText('просит статус «учитель»')).toBeHidden()
  await teacher.page.reload()
  await expect(teacher.page.getByRole('img', { name: 'подтверждено школой' }).first()).toBeVisible()
}

export async function nameCurator(admin: Somebody, teacher: Somebody): Promise<void> {
  const { page } = admin
  await page.goto('/school')
  await page.getByRole('button', { name: 'Назначить классного руководителя 7Б' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: new RegExp(teacherName) }).click()
  await dialog.getByLabel('Номер и дата приказа').fill('№ 121-од от 02.09.2026')
  await look(page, 'assign-curator')
  await dialog.getByRole('button', { name: 'Назначить', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row', { name: /7Б/ }).getByText(teacherName)).toBeVisible()
  await page.goto('/school/people')
  const confirmed = page.getByRole('row', { name: new RegExp(teacherName) }).getByText('подтверждён')
  await expect(confirmed.filter({ visible: true })).toHaveCount(1)
  await look(page, 'school-people')
  // Her open page offers the class by itself.
  await teacher.page.getByRole('link', { name: 'Мой класс' }).first().click()
  await expect(teacher.page.getByRole('heading', { level: 1, name: '7Б класс' })).toBeVisible()
}

export async function takeInDeputy(crowd: Crowd, admin: Somebody): Promise<void> {
  const link = await makeLink(admin, 'Администрация')
  await openInbox(admin.page)
  const deputy = await askToJoin(crowd, link, {
    surname: 'Хасанов',
    name: 'Марат',
    patronymic: 'Ильдарович',
    position: 'заместитель директора',
  })
  await acceptRequest(admin.page, 'Марат Хасанов')
  await setKey(deputy)
  await expect(deputy.page.getByText('Учительская').first()).toBeVisible()
}

export interface ClassStaff {
  readonly admin: Somebody
  readonly teacher: Somebody
}

/** The administrator makes the link and hands it to the class teacher, who hands it on. */
export async function takeInPupil(crowd: Crowd, { admin, teacher }: ClassStaff, codeFor: CodeFor): Promise<void> {
  await makeLink(admin, 'Ученики класса', { className: '7Б', picture: 'link-class' })
  await admin.page.getByRole('button', { name: 'Действия: Ученики класса · 7Б' }).click()
  await admin.page.getByRole('menuitem', { name: `Передать: ${teacherName}` }).click()
  await expect(admin.page.getByText(`Ссылка передана: ${teacherName}`)).toBeVisible()
  await look(admin.page, 'school-links')
  await openMyClass(teacher.page, 'invitations')
  await teacher.page
    .getByRole('article', { name: 'Ученики класса · 7Б' })
    .getByRole('button', { name: 'Показать' })
    .click()
  const link = await addressIn(teacher.page)
  const phone = { number: '+7 910 555-07-02', codeFor }
  const pupil = await askToJoin(crowd, link, { surname: 'Ёлкин', name: 'Матвей', phone }, 'pupil')
  await expect(teacher.page.getByRole('article', { name: 'Матвей Ёлкин' }).getByText('нет в списке')).toBeVisible()
  await look(teacher.page, 'class-requests')
  await acceptRequest(teacher.page, 'Матвей Ёлкин', 'Зачислить')
  await isGreeted(pupil, 'Матвей')
  await look(pupil.page, 'hello-pupil')
  await pupil.page.getByRole('link', { name: 'В класс' }).click()
  await expect(pupil.page.getByText(/7Б/).first()).toBeVisible()
}

export async function enterBySlip(crowd: Crowd, { admin, teacher }: ClassStaff): Promise<Somebody> {
  await admin.page.goto('/school')
  await admin.page.getByRole('link', { name: 'Класс 7Б' }).click()
  await admin.page.getByRole('button', { name: 'Зачислить' }).click()
  const dialog = admin.page.getByRole('dialog')
  await dialog.getByLabel('Фамилия').fill('Щербаков')
  await dialog.getByLabel('Имя', { exact: true }).fill('Лев')
  await dialog.getByRole('button', { name: 'Зачислить' }).click()
  await expect(admin.page.getByText('В списке 7Б: Щербаков Лев')).toBeVisible()
  await dialog.getByRole('button', { name: 'Готово' }).click()
  await openMyClass(teacher.page, 'people')
  await look(teacher.page, 'class-page')
  await teacher.page.getByRole('button', { name: 'Действия: Щербаков Лев' }).click()
  await teacher.page.getByRole('menuitem', { name: 'Листок с кодом для входа' }).click()
  await teacher.page.getByRole('button', { name: 'Сделать листок' }).click()
  const code = (await teacher.page.getByRole('dialog').locator('output').textContent()) ?? ''
  await look(teacher.page, 'slip')
  await teacher.page.getByRole('button', { name: 'Закрыть' }).first().click()
  const pupil = await crowd.enter('/code')
  await pupil.page.getByLabel('Десять знаков с листка').fill(code)
  await look(pupil.page, 'entry-code')
  await pupil.page.getByRole('button', { name: 'Продолжить' }).click()
  await expect(pupil.page.getByRole('heading', { name: 'Это вы?' })).toBeVisible()
  await expect(pupil.page.getByText('Лев Щербаков')).toBeVisible()
  await look(pupil.page, 'entry-is-it-you')
  await pupil.page.getByRole('button', { name: 'Да, это я' }).click()
  await isGreeted(pupil, 'Лев')
  // The list of the open class page follows.
  await expect(
    teacher.page.getByRole('row', { name: /Щербаков Лев/ }).getByText('вошёл', { exact: true }),
  ).toBeVisible()
  await pupil.page.getByRole('link', { name: 'В класс' }).click()
  return pupil
}

export async function takeInParent(crowd: Crowd, teacher: Somebody): Promise<Somebody> {
  await openMyClass(teacher.page, 'invitations')
  await teacher.page.getByRole('button', { name: 'Родителям' }).click()
  await teacher.page.getByRole('dialog').getByRole('button', { name: 'Создать ссылку' }).click()
  const link = await addressIn(teacher.page)
  const parent = await askToJoin(
    crowd,
    link,
    {
      surname: 'Щербакова',
      name: 'Ольга',
      patronymic: 'Ивановна',
      child: { surname: 'Щербаков', name: 'Лев', kin: 'Мама' },
    },
    'parent',
  )
  await expect(teacher.page.getByRole('article', { name: 'Ольга Щербакова' }).getByText('в списке')).toBeVisible()
  await acceptRequest(teacher.page, 'Ольга Щербакова')
  await isGreeted(parent, 'Ольга')
  // Accepting the request confirmed the kinship.
  await openMyClass(teacher.page, 'people')
  if (!isPhone()) {
    const child = teacher.page.getByRole('row', { name: /Щербаков Лев/ })
    await expect(child.getByText('Ольга Щербакова')).toBeVisible()
  }
  await parent.page.getByRole('link', { name: 'В чаты' }).click()
  return parent
}
