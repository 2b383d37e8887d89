/* Oscar's dashboard turns text areas into TinyMCE (GPL, 4 MB); ours stay plain. */
jQuery.fn.tinymce = function () { return this; };
