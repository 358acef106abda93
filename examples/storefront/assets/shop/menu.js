/** Closes an open department on Escape and on a click beside it. */
export const startMenu = () => {
  const menus = [...document.querySelectorAll('.menu')];
  const close = (except) => {
    for (const menu of menus) if (menu !== except) menu.open = false;
  };
  document.addEventListener('click', ({ target }) => close(target.closest('.menu')));
  document.addEventListener('keydown', ({ key }) => {
    const open = menus.find((menu) => menu.open);
    if (key !== 'Escape' || !open) return;
    if (open.contains(document.activeElement)) open.querySelector('summary').focus();
    close();
  });
};
