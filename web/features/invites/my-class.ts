export const MyClassLink = '/my-class'
