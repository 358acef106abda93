import { registerHooks } from 'node:module';

// Lets plain Node run the packages' sources, whose imports name the `.js` that the build makes of them.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const isSource = specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts');
    return nextResolve(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
