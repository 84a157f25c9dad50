<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open one or more pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open every picture of a folder, in place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;truth mask…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a mask of class ids as the truth of the open picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose truth fo&amp;lder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take truth masks from a folder, matched by file name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save mask…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the mask of the active view as class ids, with its origin beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;view…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the active view as it is shown, one picture pixel per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the list of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the studio; layout and views are remembered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the picture or the files of the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the active view as it is shown, one picture pixel per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the next picture of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the previous picture of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show one picture pixel per screen pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge around the middle of the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom o&amp;ut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shrink around the middle of the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide everything drawn over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More opa&amp;que</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the opacity of the overlay by 10 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less op&amp;aque</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the opacity of the overlay by 10 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Contours only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the borders between classes instead of filled areas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next &amp;score map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through confidence, entropy and margin over the masks, then back to classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pro&amp;be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what every classifier says of the pixel under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pi&amp;xel grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw lines between pixels from 800 % on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset brightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put brightness, contrast and gamma back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme of the s&amp;ystem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark as the desktop is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark text on light ground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light text on dark ground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full scr&amp;een</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the whole screen, or go back to the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put every pane back where it was at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with the last session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the last pictures and models at the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Single</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One view over the whole room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two to four views side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two views, divided by a line that can be dragged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Blink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two views in one place, in turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through single, grid, swipe and blink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;More views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a view to the grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ewer views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last view out of the grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Link views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom and pan all views together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swipe line to the mi&amp;ddle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the swipe line back into the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blin&amp;k by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the two views of the blink mode in turn; off, hold ~ to see the second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the bare picture in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show b&amp;aseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the mask of the baseline model in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show c&amp;oarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the coarse mask of the SSA model, before its prototypes adapt, in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the final mask of the SSA model in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the truth mask in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;flips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show where the refined mask differs from the coarse one in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show ga&amp;ins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what SSA gains and loses against the baseline, measured by the truth, in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next region that differs, largest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre&amp;vious difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the region before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;baseline…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a checkpoint or a model folder as the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;SSA model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a checkpoint or a model folder as the SSA model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;wap models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange the two models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unload baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the baseline out of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>U&amp;nload SSA model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the SSA model out of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Average with the mirrored picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict the mirrored picture too and average; twice the time, usually a little better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W&amp;hole picture at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pass over the whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;liding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many passes over overlapping squares, averaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fastest &amp;device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute on a graphics card where there is one, else on the processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute on the processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top all jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop everything that is running or waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the filter of the class list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show all classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End solo and show every class again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find &amp;picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the filter of the picture list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show every key and gesture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dismiss message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message above the views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About SSA Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, licence and the libraries in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag, or Space and drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold H</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the bare picture while held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold ~</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the second view in place of the first while held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the swipe line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the border between two views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click the swipe line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back into the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an eye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt and click an eye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this class alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click a colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open sa&amp;mple</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the pictures and the pair of models that ship with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at pictures and masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare, start and follow training runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score the models on a data set</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeviceText</name>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the processor was chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no NVIDIA driver is installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the driver finds no graphics card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this build has no CUDA plug-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the CUDA plug-in cannot be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the LibTorch installed here has no CUDA part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device is chosen in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No graphics card is used: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Open pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open truth mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose truth folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG picture (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>No pair can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pixel of any class: there is nothing to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks that are coloured pictures, not class ids: %1 (%2 of %3 colours are in the table).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw ids the table does not know: %1 (%2 pixels).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks of another size than their picture: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks that cannot be read: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files without a partner, left out: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures on both sides, byte for byte: %1. Validation will flatter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes without a pixel: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks without a pixel of any class: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that are there more than once: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw ids that count for nothing: %1 (%2 % of the pixels).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or mend the files named here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the label table and the changes of raw ids below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the masks as index PNG; class ids cannot be guessed from colours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give each of them a class below, ignore them, or choose another label table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the masks again at the size of the pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are skipped. Replace or remove them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures and masks belong together by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take them out of one side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These classes cannot be learnt or judged here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label them or take them out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders of pictures and masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no other layout fits the names in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the most specific of the layouts that fit (also: %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several layouts fit alike (%1): choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No known layout. Pictures and masks are expected in folders such as images and masks, or train and trainannot.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobText</name>
    <message>
        <source>Open picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thumbnail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upsampling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>building</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>listing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LossMapPanes</name>
    <message>
        <source>ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>boundary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nats</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an unknown amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again whenever you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was not enough memory for %1, although smaller tiles were tried.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the sliding window with a smaller crop or a lower input scale, or close other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path, or open the file from where it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was there a moment ago and is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted outside; open its folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not be read or written with your rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change its permissions, or choose a place that is yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not an ordinary file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file; folders, links and devices do not work here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder, or open the file itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds nothing that can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JPEG, PNG, TIFF, BMP or WebP pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy or download probably broke off; fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is too large: %2, the limit is %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it is the right file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be read%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk or network share and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written%2; what was there before is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to another folder or disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: %1 needs %2 and %3 are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room or save to another disk; what was there before is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is of no kind that can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures may be JPEG, PNG, TIFF, BMP or WebP; models .pth, .safetensors or a model folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another copy, or write it anew with the program it came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is too large to open: %2 × %3 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut or shrink it to at most %1 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>400 million</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 uses a variant of its format that is not read%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as an ordinary PNG or TIFF and open that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a colour picture, but a truth mask must hold one class id per pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the index mask (often in a folder ending in “annot” or “labelIds”), not its coloured copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds class %2, but there are only %3 classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose masks made for the classes of this model, or load the model they were made for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2 pixels large, the picture is %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the mask that belongs to this picture, or scale it without smoothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a damaged checkpoint%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch or copy it again and compare its size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 contradicts itself and was refused%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the checkpoint from its original source; nothing in it was executed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file with the network&apos;s state, usually the largest of the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensors of %1 do not fit the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details name them; choose a checkpoint of the same architecture and classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to no architecture that is known here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SeaFormer T to L and SegFormer B0 to B5 can be opened, plain or with SSA, head included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 classes, but %3 are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a class table, masks or a second model with the same number of classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a whole model folder%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import the checkpoint again; a model folder holds model.json and weights.safetensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of this program (%2; %3 is understood).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update SSA Studio to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device %1 cannot be used%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the fastest device or the processor in the Model menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device %1 stopped working%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the processor in the Model menu, or start the program anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The option</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used as it is%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the file, or delete it to go back to the defaults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A calculation for %1 was refused by a safety check%2; this is a fault of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost. Please report it with the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened with %1%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost. Try again; if it stays, please report it with the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 contains Python objects that were not executed; its weights are fine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 tensors that the network does not use; they were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>some</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually these belong to training only; the details name them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lacks %2 tensors of the network; they keep their initial values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expect poor masks unless these are trained later; the details name them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds weights that are not numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training probably diverged; use an earlier checkpoint of the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 names no classes, so they are numbered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import it with a class table to see names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 brings no colours, so colour-blind-safe ones were chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change them in the Classes pane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds ids without a class (%2); %3 pixels are ignored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the mask belongs to the classes of this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The orientation stored in %1 is invalid, so it is shown as it lies in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs to be done unless it lies on its side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 pages; the first is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>several</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split it to open the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transparency of %1 was put on white.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has more than 8 bits; the values from %2 to %3 are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the lowest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convert it yourself if you need another range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was converted from %2 to sRGB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another colour model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory ran short, so tiles of %1 instead of %2 pixels were used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the sliding window or a lower input scale to avoid the retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is computed on %2, not on %3%4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the one asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results are the same; only the time differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was left out%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it alone to see what is wrong with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is untrained: its weights are seeded noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its masks mean nothing; load a trained checkpoint to see real ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is already being trained in by %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for it, stop it, or choose another folder for this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be trained on%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the health check: it lists every finding and its remedy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no labelled pixel to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the label table and the masks in the health check.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training became unusable at iteration %1%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume from the last checkpoint with a lower learning rate or with gradient clipping.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trainer of %1 ended unexpectedly%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at its log, then resume from the last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss of iteration %1 was not finite; the step was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it happens often, lower the learning rate or clip the gradients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The batch of iteration %1 had no labelled pixel; the step was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the masks in the health check if it happens often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint %1 could not be written%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training goes on; make room on the disk before the next one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProvenanceText</name>
    <message>
        <source>Model: %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model: %1 (%2), untrained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint: sha256 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made: %1 by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scale %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mirrored too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window %1, step %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>mIoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coarse</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunText</name>
    <message>
        <source>not started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>died</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>halted from outside (SIGSTOP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked to stop; saves and ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked to pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked to save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped on request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped by a signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the trainer died without a word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy, refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy, coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy, teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dice, refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dice, teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Semantic distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spatial distillation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowMenus</name>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sho&amp;w panes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::AboutDialog</name>
    <message>
        <source>About SSA Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what an image-adaptive segmentation model makes of a picture, and why.
Apache License 2.0. Works offline; sends nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::Actions</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;lasses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::AugmentStrip</name>
    <message>
        <source>Pair whose crops are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other random crops of the same pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the network will see them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::Canvas</name>
    <message>
        <source>gained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prototype, fixed → adapted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <comment>class and probability</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2; entropy %3, margin %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <comment>class, fixed and adapted similarity</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similarity to the prototype, fixed → adapted: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>title and stage times</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ClassModel</name>
    <message>
        <source>Hide %1; with Alt show it alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show %1; with Alt show it alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of %1: %2; double click to change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the pixels in the active view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the pixels in the truth</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ClassScoresModel</name>
    <message>
        <source>Bootstrap over pictures (%1); coloured where the interval leaves 0 out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA − baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA − coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the labelled pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoU in per cent over all pixels, model of the baseline slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoU in per cent over all pixels, first guess inside the SSA model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoU in per cent over all pixels, model of the SSA slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points of IoU, with a 95 % bootstrap interval over pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ClassesPane</name>
    <message>
        <source>Own colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour-blind safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pascal VOC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Palette of the classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No classes yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They come with a model: drop a checkpoint on the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No class matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter to see all classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End solo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change colour…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::CompareBar</name>
    <message>
        <source>What view %1 shows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ConfusionView</name>
    <message>
        <source>Masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of a cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that hold the pixels of the cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over all pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over all pixels, large pictures and large things weigh more; the mean over pictures lets every picture count alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows: truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns: prediction, in per cent of the truth&apos;s pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or double click opens the picture in the viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a cell for its share; click it, or press Enter, for its pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 taken for %2: %3 % of its pixels (%4 in all)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 taken for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>: no picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::DataSection</name>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of pictures and masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the pairs are split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share for validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name prefixes held out for validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A share, by classes present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold out by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the pairs kept for validation, drawn so that every class is on both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0016E5, seq05VD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs whose names begin so are validation only: whole drives or sequences stay unseen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefixes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1  Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ADE20K, Cityscapes, COCO-Stuff, PASCAL, CamVid and plain folders are recognised; nothing is copied or changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::DifferenceNavigator</name>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No regions differ, or there is nothing to compare yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions that differ; N goes to the largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mostly %1, then %2; pixels: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gained: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong in both: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both wrong</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::DropCard</name>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::EvaluationPage</name>
    <message>
        <source>1  Models of the viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2  Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of pictures and masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures, the most worsened first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views of the evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no model loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every layout the trainer knows; nothing is copied or changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load a model into the viewer, or choose one above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder has no layout that is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluating…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every picture is predicted and compared with its truth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing evaluated yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose models and data on the left. Scores come class by class with intervals, with the confusion matrix and the pictures that got better or worse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU %1 % over all pixels, %2 % as mean over pictures; %3 % of the pixels right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · pictures: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures that could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One model scored; load a second one to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its own coarse mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA is perhaps better than %1 (too few pictures to be sure): %2 points of mIoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA is better than %1 on these pictures: %2 points of mIoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA is perhaps worse than %1 (too few pictures to be sure): %2 points of mIoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA is worse than %1 on these pictures: %2 points of mIoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA and %1 score the same on every picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No difference between SSA and %1 can be told: %2 points of mIoU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paired test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p = %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worse, %2 better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1   %2 → %3  (%4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean IoU of the picture&apos;s own classes; Enter opens it in the viewer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::FileCommands</name>
    <message>
        <source>picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture first; truth belongs to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no mask to save yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no view to save yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no view to copy yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied %1, %2 × %3 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard holds no picture and no files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::FolderPane</name>
    <message>
        <source>Filter pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop files or a folder here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter to see all pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures: %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::HealthView</name>
    <message>
        <source>Raw ids and what they become</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo all changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it will be learnt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw ids in the masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click or press F2 in the last column to map, merge or ignore an id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health of the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of pictures and masks on the left, or choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening every pair…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far it is stands in the jobs pane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Check data” opens every pair once and says what cannot be trained on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit to train on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be trained on as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To validate on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 pairs usable, %3 × %4 to %5 × %6 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 classes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::HeatChart</name>
    <message>
        <source>%1 taken for %2: %3 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::IdDelegate</name>
    <message>
        <source>What the raw id becomes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the table says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ignored</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::IdModel</name>
    <message>
        <source>ignored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 pixels in %2 masks, first in %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::JobRow</name>
    <message>
        <source>Stop this job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done in %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::JobsPane</name>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading, predicting and saving show up here while they run.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::KeySheet</name>
    <message>
        <source>Keys and gestures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::LayersPane</name>
    <message>
        <source>Opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What every classifier says of the pixel under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colouring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes, or how sure the model is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes or differences over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Borders instead of filled areas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines between pixels from 800 % on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display only; the network sees the file as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::LineChart</name>
    <message>
        <source>Nothing to draw yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 at %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not finite</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::LiveView</name>
    <message>
        <source>Run shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the trainer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last lines of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings and log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose data and a model on the left, check them, and press Start. Runs that are going on, also those of an earlier session, show up here by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trainer finishes its step and waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a checkpoint of this very step and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a checkpoint and end; the run can be resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from the newest checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % waiting for data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best mIoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2, %3 + %4 pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation mIoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right pixels of the batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trainer has not printed anything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings (%1) and log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::LossMapsView</name>
    <message>
        <source>Picture of the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint of the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy weight H</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edge mask E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distillation per cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels on the feature grid, as the loss reads them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the image-adaptive classifier says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the classifier says that was given the truth&apos;s centres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How unsure the teacher is: unsure cells weigh more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boundary and inside of a class are averaged apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy of the student against the teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a cell adds to the distillation loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration %1, best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plain classifier has no teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These maps show how the teacher of an SSA run guides its student. Choose a run with the SSA classifier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run trains without the teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its option “teacher” is off, so nothing is distilled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No checkpoint yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The maps are computed from a checkpoint. “Save here” writes one at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures with truth yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first evaluation of the run chooses its fixed validation pictures; “sample_images” says how many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop computing the maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute the maps of this picture at this checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This checkpoint has no teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only checkpoints of an SSA run keep the parts that training alone needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 × %3 cells · distillation %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MainWindow</name>
    <message>
        <source>Picture views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::MapTile</name>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ModelPane</name>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model and device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a checkpoint (.pth, .safetensors) or a model folder on the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (+ %2 for training)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sha256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ModelSection</name>
    <message>
        <source>Starting weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a checkpoint or model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain 1 × 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decode head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA parts alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2  Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the baseline in the viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the SSA model in the viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3  Recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the checkpoint…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, classes: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a checkpoint the network starts from seeded noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>300 steps on small crops: minutes, to see that data and model fit together. Its scores mean little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SSA parts learn on cached features; backbone, decoder and classifier stay as they are, so the coarse mask stays the baseline&apos;s. Measured once with the reference code on CamVid: validation mIoU 53.2 % before, 56.1 % after 1,200 steps. On frames of other drives it gained next to nothing, where training everything did. Needs a plain checkpoint above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>160,000 steps of 16 crops with the published schedule: days on a processor, hours on a large card.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::Notifier</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::OptionsForm</name>
    <message>
        <source>Search options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show changed options only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all options to the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No option matches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put %1 back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ssa::OverlayBar</name>
    <message>
        <source>Overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brightness, contrast and gamma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels gained, lost and wrong in both</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PicturePane</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open one, drop one on the window, or paste it with Ctrl+V.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mirrored (EXIF 2), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned by 180° (EXIF 3), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upside down, mirrored (EXIF 4), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned left, mirrored (EXIF 5), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned right by 90° (EXIF 6), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned right, mirrored (EXIF 7), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned left by 90° (EXIF 8), applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upright</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bits, palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 channels of %2 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PictureTile</name>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PredictControls</name>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the network&apos;s input against the picture; on small data it moves the score more than the classifier does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Common input scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture or sliding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sliding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side of the sliding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step of the sliding window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::PreflightView</name>
    <message>
        <source>What the run will need</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss terms of the one step that was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre-flight check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run may not start:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to learn from, %2 to validate on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, of which %2 learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying one step and one validation…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trainer does both for real and writes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pre-flight check opens the data, builds the network, does one step and one validation, and estimates memory, disk and time.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::RunsModel</name>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best mIoU %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::RunsView</name>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every run of the trainer is listed here, with its scores, its settings and its checkpoints.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves, pictures and log of this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open as baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open as SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load the best checkpoint into this slot of the viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from the newest checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use its settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this run&apos;s configuration as the one being prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the run folders to the trash beside them; can be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU of the selected runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation mIoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one or more runs to see their scores on one chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters that differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lineage and differences of the selected runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>select two runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seeded weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (best)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n runs.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ssa::SampleScrubber</name>
    <message>
        <source>Validation picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluation shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through the evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference: orange is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first evaluation of the run writes the masks of its fixed validation pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · %1 % right</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ScoreControls</name>
    <message>
        <source>What the masks are coloured by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the pixels below the threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the pixels below the threshold instead: where the model is unsure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::SliderField</name>
    <message>
        <source>%1; double click for the default</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::SlotCard</name>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>untrained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights are seeded noise; its masks mean nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent models and more for the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent models and more for the SSA model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sha256 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a checkpoint here, or open one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · predicting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline: %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SSA model: %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No recent models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent models</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::StageChart</name>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all stages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::StatusReadout</name>
    <message>
        <source>Position in the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes of the pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ToneSliders</name>
    <message>
        <source>Brightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::TrainPage</name>
    <message>
        <source>Steps and runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre-flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4  Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run being prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre-flight check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step and one validation for real, nothing written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the data folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder has no layout that is known: see step 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data cannot be trained on as they are: see “Data check”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the checkpoint…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The starting weights cannot be used: see step 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Add SSA” needs a trained plain checkpoint to start from: see step 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pre-flight check is running…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tried yet: run the pre-flight check.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the trainer; it goes on when this window is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ViewComposer</name>
    <message>
        <source>second model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same network as coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (SSA model)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flips · coarse to refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gains · baseline to refined, by truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No baseline model.
Drop a checkpoint on the Baseline slot, or press Ctrl+1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No SSA model.
Drop a checkpoint on the SSA slot, or press Ctrl+2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model could not be loaded.
The slot above says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to predict…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plain model has no coarse mask.
Load a model with the SSA classifier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No truth mask was found.
Choose one with Ctrl+T, or a folder with Ctrl+Shift+T.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop pictures, a folder or a checkpoint anywhere in this window,
or open a folder with Ctrl+Shift+O.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::ViewState</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ssa::WindowPages</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train · %1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
