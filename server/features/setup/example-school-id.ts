/** The one school of the example's database; known beforehand, because without a school's context no row is seen. */
export const exampleSchoolId = '01999999-4400-7044-8044-000000000044'
