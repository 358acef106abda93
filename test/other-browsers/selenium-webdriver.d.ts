// The package brings no types. These are of what is used here.
declare module 'selenium-webdriver' {
  export interface WebElement {
    click(): Promise<void>;
  }
  export interface WebDriver {
    get(url: string): Promise<void>;
    close(): Promise<void>;
    quit(): Promise<void>;
    executeAsyncScript(source: string, ...args: unknown[]): Promise<unknown>;
    findElement(locator: { readonly css: string }): WebElement;
    getAllWindowHandles(): Promise<string[]>;
    getWindowHandle(): Promise<string>;
    switchTo(): { window(handle: string): Promise<void>; newWindow(kind: 'tab' | 'window'): Promise<void> };
    manage(): { setTimeouts(timeouts: { readonly script: number }): Promise<void> };
  }
  export class Builder {
    usingServer(url: string): this;
    withCapabilities(capabilities: object): this;
    build(): Promise<WebDriver>;
  }
}
