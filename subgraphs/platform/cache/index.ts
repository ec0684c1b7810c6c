export * from "./change-fence.js";
